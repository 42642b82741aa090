package org.edms.backup.engine.pack;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.text.Normalizer;
import java.util.List;
import java.util.OptionalLong;
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

    private final TarStream stream;
    private OptionalLong manifestOffset;

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
        } catch (BackupException | IOException e) {
            file.close();
            throw e;
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
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                TarMember member = memberOf(entry, offset);
                if (!names.add(Normalizer.normalize(member.name().value(), Normalizer.Form.NFC))) {
                    throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "two members are called " + member.name());
                }
                offset = raw.passed + member.bytes() + TarOutput.padding(member.bytes());
                visitor.visit(member, new Guarded(tar));
            }
        }
    }

    /** Opens one member of this package without reading those before it, where the form of the package allows that. */
    public InputStream content(Entry entry) throws IOException {
        return open(entry.name(), entry.offset()).content();
    }

    /** What the package says of itself. */
    public Manifest manifest() throws IOException {
        try (ManifestStream manifest = openManifest()) {
            return manifest.head();
        }
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
        TarArchiveInputStream tar = tarFrom(offset);
        TarArchiveEntry entry = next(tar);
        if (entry == null || !memberOf(entry, offset).name().equals(name)) {
            tar.close();
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "%s does not start at %d".formatted(name, offset));
        }
        return new Opened(entry.getSize(), new Guarded(tar));
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

    private static TarMember memberOf(TarArchiveEntry entry, long offset) {
        MemberName name = new MemberName(entry.getName());
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, name + " is no ordinary file");
        }
        return new TarMember(
                name, entry.getSize(), entry.getLastModifiedTime().toInstant(), entry.getMode() & PERMISSIONS, offset);
    }

    /** Turns what libraries say of damaged input into what we say of it. */
    private static final class Guarded extends FilterInputStream {

        private long passed;

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
                passed += Math.max(count, 0);
                return count;
            } catch (IOException e) {
                throw translated(e);
            }
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            passed += skipped;
            return skipped;
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
