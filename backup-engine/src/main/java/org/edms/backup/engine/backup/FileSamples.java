package org.edms.backup.engine.backup;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.container.PackedSample;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.FileId;
import org.edms.backup.engine.pack.manifest.MemberNames;
import org.edms.backup.engine.pack.manifest.TarLayout;
import org.edms.backup.engine.source.SourceFile;

/**
 * Estimates how many bytes files will take in a package. Small files are sampled in complete runs, large ones in pieces, both
 * spread evenly by size. Files in an earlier package take only a manifest entry.
 */
final class FileSamples implements Closeable {

    private static final long LARGE_FILE_BYTES = 256L << 10;
    private static final int RUNS = 32;
    private static final long BYTES_OF_A_RUN = 512L << 10;
    private static final int PIECES = 64;
    private static final int BYTES_OF_A_PIECE = 256 << 10;

    /** The number of manifest entries that are sampled. With many files, all entries are about equally long. */
    private static final long MOST_MENTIONED = 5_000;

    private final PackedSample small;
    private final PackedSample large;
    private final PackedSample manifest;
    private final Totals totals = new Totals();
    private long smallSeen;
    private long largeSeen;
    private long filesSeen;
    private long mentioned;

    FileSamples(Compression compression) {
        this.small = new PackedSample(compression);
        this.large = new PackedSample(compression);
        this.manifest = new PackedSample(compression);
    }

    private static final class Totals {
        private long files;
        private long smallBytes;
        private long largeBytes;
    }

    /** Looks up files in an earlier package, in file order. */
    @FunctionalInterface
    interface Known {
        KnownFiles open() throws IOException;
    }

    long estimate(FileLists lists, Known known) throws IOException {
        visit(lists, known, (root, file, unchanged) -> count(file, unchanged.isPresent()));
        visit(lists, known, this::sample);
        double mentionedShare = mentioned == 0 ? 0 : (double) totals.files / mentioned;
        return small.storedOf((double) totals.smallBytes)
                + large.storedOf((double) totals.largeBytes)
                + manifest.storedOf(manifest.content() * mentionedShare);
    }

    @FunctionalInterface
    private interface Visitor {
        void file(String root, SourceFile file, Optional<Entry> unchanged) throws IOException;
    }

    private static void visit(FileLists lists, Known known, Visitor visitor) throws IOException {
        try (KnownFiles before = known.open()) {
            for (FileList list : lists.all()) {
                String root = list.root().name();
                list.forEach(file -> {
                    Optional<Entry> entry = before.find(root, file);
                    visitor.file(root, file, FileBackup.looksUnchanged(entry, file) ? entry : Optional.empty());
                });
            }
        }
    }

    private void count(SourceFile file, boolean unchanged) {
        totals.files++;
        if (unchanged) {
            return;
        }
        if (file.bytes() > LARGE_FILE_BYTES) {
            totals.largeBytes += file.bytes();
        } else {
            totals.smallBytes += TarLayout.memberBytes(file.bytes());
        }
    }

    private void sample(String root, SourceFile file, Optional<Entry> unchanged) throws IOException {
        boolean sampled = filesSeen++ % Math.max(1, totals.files / MOST_MENTIONED) == 0;
        FileId id = new FileId(root, file.path());
        Entry entry = unchanged.isPresent()
                ? unchanged.get()
                : Entry.of(MemberNames.file(id), id, file.bytes(), file.modified(), file.changed(), file.mode());
        if (unchanged.isEmpty()) {
            try {
                entry = file.bytes() > LARGE_FILE_BYTES ? sampleLarge(entry, file) : sampleSmall(entry, file);
            } catch (NoSuchFileException e) {
                // The backup reports the error when it reads the file.
                return;
            }
        }
        if (sampled) {
            manifest.addManifestEntry(entry);
            mentioned++;
        }
    }

    private Entry sampleSmall(Entry entry, SourceFile file) throws IOException {
        long stride = Math.max(BYTES_OF_A_RUN, totals.smallBytes / RUNS);
        boolean chosen = smallSeen % stride < BYTES_OF_A_RUN;
        smallSeen += TarLayout.memberBytes(file.bytes());
        if (!chosen) {
            return entry;
        }
        byte[] content = read(file, 0, Math.toIntExact(file.bytes()));
        Entry asRead =
                Entry.of(entry.name(), entry.file(), content.length, entry.modified(), entry.changed(), entry.mode());
        return small.member(asRead, new ByteArrayInputStream(content));
    }

    private Entry sampleLarge(Entry entry, SourceFile file) throws IOException {
        long stride = Math.max(BYTES_OF_A_PIECE, totals.largeBytes / PIECES);
        long end = largeSeen + file.bytes();
        for (long next = (largeSeen + stride - 1) / stride * stride; next < end; next += stride) {
            byte[] piece = read(file, next - largeSeen, BYTES_OF_A_PIECE);
            large.write(piece, 0, piece.length);
        }
        largeSeen = end;
        return entry;
    }

    private static byte[] read(SourceFile file, long start, int most) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) Math.min(most, Math.max(0, file.bytes() - start)));
        try (SeekableByteChannel channel = Files.newByteChannel(file.location())) {
            channel.position(start);
            while (content.hasRemaining() && channel.read(content) >= 0) {}
        }
        byte[] read = new byte[content.position()];
        content.flip().get(read);
        return read;
    }

    @Override
    public void close() {
        small.close();
        large.close();
        manifest.close();
    }
}
