package org.edms.backup.engine.pack;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Reads a package, which may come from anywhere: what is damaged or hostile is refused before a byte of it is handed on.
 * One thread at a time.
 */
public final class PackageReader implements Closeable {

    public static final MemberName MANIFEST = new MemberName("manifest.json");

    private static final long LARGEST_MANIFEST = 1L << 30;

    private final TarStream stream;

    private PackageReader(TarStream stream) {
        this.stream = stream;
    }

    public static PackageReader open(PackageStore store, String name) throws IOException {
        Compression compression = Compression.ofFileName(name);
        SeekableByteChannel file = store.open(name);
        try {
            return new PackageReader(open(file, compression));
        } catch (BackupException | IOException e) {
            file.close();
            throw e;
        }
    }

    private static TarStream open(SeekableByteChannel file, Compression compression) throws IOException {
        return switch (compression) {
            case ZSTD -> ZstdTarStream.open(file);
            case GZIP -> new GzipTarStream(file);
            case NONE -> new PlainTarStream(file);
        };
    }

    /** Looks at a member while its content passes by; what it does not read is skipped. */
    @FunctionalInterface
    public interface Visitor {
        void visit(MemberName name, long bytes, InputStream content) throws IOException;
    }

    /** Shows every member in the order of the package, and refuses one that no package of ours would hold. */
    public void forEach(Visitor visitor) throws IOException {
        Set<String> seen = new HashSet<>();
        try (TarArchiveInputStream tar = tarFrom(0)) {
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                MemberName name = nameOf(entry);
                if (!seen.add(Normalizer.normalize(name.value(), Normalizer.Form.NFC))) {
                    throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "two members are called " + name);
                }
                visitor.visit(name, entry.getSize(), new Guarded(tar));
            }
        }
    }

    /**
     * Opens one member without reading those before it, where the form of the package allows that.
     *
     * @param offset where its header starts, as the manifest tells
     */
    public InputStream member(MemberName name, long offset) throws IOException {
        TarArchiveInputStream tar = tarFrom(offset);
        TarArchiveEntry entry = next(tar);
        if (entry == null || !nameOf(entry).equals(name)) {
            tar.close();
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "%s does not start at %d".formatted(name, offset));
        }
        return new Guarded(tar);
    }

    public byte[] manifest() throws IOException {
        if (stream.manifestOffset().isPresent()) {
            try (InputStream content = member(MANIFEST, stream.manifestOffset().getAsLong())) {
                return limited(content);
            }
        }
        byte[][] manifest = new byte[1][];
        forEach((name, bytes, content) -> {
            if (name.equals(MANIFEST)) {
                manifest[0] = limited(content);
            }
        });
        if (manifest[0] == null) {
            throw new BackupException(ErrorCode.PACKAGE_TRUNCATED, "there is no " + MANIFEST);
        }
        return manifest[0];
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private TarArchiveInputStream tarFrom(long position) throws IOException {
        try {
            return new TarArchiveInputStream(new Guarded(stream.from(position)), "UTF-8");
        } catch (EOFException e) {
            throw translated(e);
        }
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IOException e) {
            throw translated(e);
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "a header cannot be read", e);
        }
    }

    private static MemberName nameOf(TarArchiveEntry entry) {
        MemberName name = new MemberName(entry.getName());
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, name + " is no ordinary file");
        }
        return name;
    }

    private static byte[] limited(InputStream content) throws IOException {
        byte[] bytes = content.readNBytes((int) LARGEST_MANIFEST);
        if (content.read() >= 0) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "a manifest of more than a gigabyte");
        }
        return bytes;
    }

    /** Turns what libraries say of damaged input into what we say of it. */
    private static final class Guarded extends FilterInputStream {

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
                return super.read(target, offset, length);
            } catch (IOException e) {
                throw translated(e);
            }
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
