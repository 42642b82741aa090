package org.edms.backup.engine.pack;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.edms.backup.engine.age.AgeChannel;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Reads a package, which may come from anywhere: what is damaged or hostile is refused before a byte of it is handed on.
 * One thread at a time.
 */
public final class PackageReader implements Closeable {

    public static final MemberName MANIFEST = new MemberName("manifest.json");

    private static final int PERMISSIONS = 07777;
    private static final int LONGEST_HEADER = 1 << 20;
    private static final int SKIPPED_BYTES = 1 << 16;

    private final TarStream stream;
    private OptionalLong manifestOffset;
    private String manifestDigest;

    private PackageReader(TarStream stream) throws IOException {
        this.stream = stream;
        this.manifestOffset = stream.manifestOffset();
    }

    public static PackageReader open(PackageStore store, String name, List<Identity> identities) throws IOException {
        PackageFileName fileName = PackageFileName.parse(name);
        return open(store.open(name), fileName, identities);
    }

    /** @param file which this reader will close, also when it cannot be opened as a package */
    public static PackageReader open(SeekableByteChannel file, PackageFileName name, List<Identity> identities)
            throws IOException {
        try {
            SeekableByteChannel plain = name.encrypted() ? AgeChannel.open(file, identities) : file;
            return new PackageReader(
                    switch (name.compression()) {
                        case ZSTD -> ZstdTarStream.open(plain);
                        case GZIP -> new GzipTarStream(plain);
                        case NONE -> new PlainTarStream(plain);
                    });
        } catch (RuntimeException | IOException e) {
            try (file) {
                throw e;
            }
        }
    }

    /** Looks at a member while its content passes by; what it does not read is skipped. */
    @FunctionalInterface
    public interface Visitor {
        void visit(TarMember member, InputStream content) throws IOException;
    }

    /** Shows every member in the order of the package, and refuses one that no package of ours would hold. */
    public void forEach(Visitor visitor) throws IOException {
        NameSet names = new NameSet();
        Guarded raw = new Guarded(stream.from(0));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(raw, "UTF-8")) {
            long offset = 0;
            for (TarArchiveEntry entry = next(tar, raw); entry != null; entry = next(tar, raw)) {
                TarMember member = memberOf(entry, offset);
                if (!names.add(Normalizer.normalize(member.name().value(), Normalizer.Form.NFC))) {
                    throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "two members are called " + member.name());
                }
                offset = raw.passed + member.bytes() + TarOutput.padding(member.bytes());
                InputStream content = new Guarded(tar);
                visitor.visit(member, content);
                content.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    /** Opens one member of this package without reading those before it, where the form of the package allows that. */
    public InputStream content(Entry entry) throws IOException {
        Opened opened = open(entry.name(), entry.offset());
        if (opened.bytes() != entry.bytes()) {
            opened.content().close();
            throw new BackupException(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s has %d bytes, and not %d".formatted(entry.name(), opened.bytes(), entry.bytes()));
        }
        return opened.content();
    }

    /** What the package says of itself. */
    public Manifest manifest() throws IOException {
        try (ManifestStream manifest = openManifest()) {
            return manifest.head();
        }
    }

    /** Takes an entry of the manifest. */
    @FunctionalInterface
    public interface EntryVisitor {
        void visit(Entry entry) throws IOException;
    }

    /**
     * Reads the whole manifest and compares it with itself. Whoever uses what a package says begins here.
     *
     * @throws BackupException for a manifest that no backup writes
     */
    public Manifest readManifest(EntryVisitor visitor) throws IOException {
        try (ManifestStream manifest = openManifest()) {
            ManifestTotals totals = new ManifestTotals(manifest.head());
            for (Optional<Entry> next = manifest.next(); next.isPresent(); next = manifest.next()) {
                totals.add(next.get());
                visitor.visit(next.get());
            }
            totals.end(manifestOffset);
            manifestDigest = manifest.sha256();
            return manifest.head();
        }
    }

    /** The digest of the manifest, once it was read. */
    public String manifestDigest() {
        return manifestDigest;
    }

    /** Where the manifest starts, when it was asked for before. */
    public OptionalLong manifestOffset() {
        return manifestOffset;
    }

    /** What the package says of itself and, one after the other, of its members. */
    public ManifestStream openManifest() throws IOException {
        if (manifestOffset.isEmpty()) {
            forEach((member, content) -> {
                if (member.name().equals(MANIFEST)) {
                    manifestOffset = OptionalLong.of(member.offset());
                }
            });
        }
        if (manifestOffset.isEmpty()) {
            throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, "there is no " + MANIFEST);
        }
        Opened opened = open(MANIFEST, manifestOffset.getAsLong());
        return new ManifestStream(opened.content(), opened.bytes());
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private record Opened(long bytes, InputStream content) {}

    private Opened open(MemberName name, long offset) throws IOException {
        Guarded raw = from(offset);
        TarArchiveInputStream tar = new TarArchiveInputStream(raw, "UTF-8");
        TarArchiveEntry entry = next(tar, raw);
        if (entry == null || !memberOf(entry, offset).name().equals(name)) {
            tar.close();
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "%s does not start at %d".formatted(name, offset));
        }
        return new Opened(entry.getSize(), new Guarded(tar));
    }

    private Guarded from(long position) throws IOException {
        try {
            return new Guarded(stream.from(position));
        } catch (EOFException | ZipException e) {
            throw translated(e);
        }
    }

    /** The content of the member before was read: all that passes now is a header, which has no reason to be long. */
    private static TarArchiveEntry next(TarArchiveInputStream tar, Guarded raw) throws IOException {
        raw.limit = raw.passed + LONGEST_HEADER;
        try {
            return tar.getNextEntry();
        } catch (BackupException e) {
            throw e;
        } catch (IOException e) {
            throw translated(e);
        } catch (RuntimeException e) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "a header cannot be read", e);
        } finally {
            raw.limit = Long.MAX_VALUE;
        }
    }

    private static TarMember memberOf(TarArchiveEntry entry, long offset) {
        MemberName name = new MemberName(entry.getName());
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, name + " is no ordinary file");
        }
        if (entry.isSparse() || entry.getSize() < 0) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, name + ": a sparse file, or one of impossible size");
        }
        return new TarMember(
                name, entry.getSize(), entry.getLastModifiedTime().toInstant(), entry.getMode() & PERMISSIONS, offset);
    }

    /** Turns what libraries say of damaged input into what we say of it. */
    private static final class Guarded extends FilterInputStream {

        private long passed;
        private long limit = Long.MAX_VALUE;

        Guarded(InputStream input) {
            super(input);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                int count = super.read(target, offset, length);
                return passed(count);
            } catch (IOException e) {
                throw translated(e);
            }
        }

        private int passed(int count) {
            passed += Math.max(count, 0);
            if (passed > limit) {
                throw new BackupException(
                        ErrorCode.PACKAGE_HOSTILE, "a header of more than " + LONGEST_HEADER + " bytes");
            }
            return count;
        }

        /** By reading: what lies in between is looked at too. */
        @Override
        public long skip(long count) {
            byte[] skipped = new byte[(int) Math.max(0, Math.min(count, SKIPPED_BYTES))];
            return Math.max(0, read(skipped, 0, skipped.length));
        }
    }

    private static BackupException translated(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof EOFException || message.startsWith("Truncated") || message.startsWith("premature end")) {
            return new BackupException(ErrorCode.PACKAGE_TRUNCATED, "the file ends too early", failure);
        }
        return new BackupException(ErrorCode.PACKAGE_CORRUPT, message, failure);
    }
}
