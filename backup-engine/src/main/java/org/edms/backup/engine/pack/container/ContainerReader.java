package org.edms.backup.engine.pack.container;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.text.Normalizer;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.NameSet;
import org.edms.backup.engine.pack.manifest.TarLayout;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Reads the members of a package's tar stream in any compression. Damaged or hostile content is rejected. */
public final class ContainerReader implements Closeable {

    private static final int PERMISSIONS = 07777;
    private static final int LONGEST_HEADER = 1 << 20;
    private static final int SKIPPED_BYTES = 1 << 16;

    private final TarStream stream;

    private ContainerReader(TarStream stream) {
        this.stream = stream;
    }

    /** @param file the decrypted file; the reader closes it */
    public static ContainerReader open(SeekableByteChannel file, Compression compression) throws IOException {
        return new ContainerReader(compression.open(file));
    }

    /** A member that was opened separately. */
    public record Member(long bytes, InputStream content) {}

    /** Where the manifest starts; empty if the file does not record it. */
    public OptionalLong manifestOffset() throws IOException {
        return stream.manifestOffset();
    }

    /** Visits the members in order. A member that is not allowed in a package is rejected. */
    public void forEach(MemberVisitor visitor) throws IOException {
        NameSet names = new NameSet();
        Guarded raw = new Guarded(stream.from(0));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(raw, "UTF-8")) {
            long offset = 0;
            for (TarArchiveEntry entry = next(tar, raw); entry != null; entry = next(tar, raw)) {
                TarMember member = memberOf(entry, offset);
                if (!names.add(Normalizer.normalize(member.name().value(), Normalizer.Form.NFC))) {
                    throw new BackupException(ErrorCode.PACKAGE_HOSTILE, "duplicate member " + member.name());
                }
                offset = raw.passed + member.bytes() + TarLayout.padding(member.bytes());
                InputStream content = new Guarded(tar);
                visitor.visit(member, content);
                content.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    /** Opens the member that starts at an offset without reading the members before it, if the compression allows that. */
    public Member open(MemberName name, long offset) throws IOException {
        Guarded raw = from(offset);
        TarArchiveInputStream tar = new TarArchiveInputStream(raw, "UTF-8");
        TarArchiveEntry entry = next(tar, raw);
        if (entry == null || !memberOf(entry, offset).name().equals(name)) {
            tar.close();
            throw new BackupException(ErrorCode.PACKAGE_CORRUPT, "%s does not start at %d".formatted(name, offset));
        }
        return new Member(entry.getSize(), new Guarded(tar));
    }

    private Guarded from(long position) throws IOException {
        try {
            return new Guarded(stream.from(position));
        } catch (EOFException | ZipException e) {
            throw translated(e);
        }
    }

    /**
     * The content of the previous member has been consumed, so everything read from here on is a header. A long header is
     * hostile.
     */
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
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, name + " is not a regular file");
        }
        if (entry.isSparse() || entry.getSize() < 0) {
            throw new BackupException(ErrorCode.PACKAGE_HOSTILE, name + ": a sparse file, or an impossible size");
        }
        return new TarMember(
                name, entry.getSize(), entry.getLastModifiedTime().toInstant(), entry.getMode() & PERMISSIONS, offset);
    }

    /** Maps library errors for damaged input to error codes, and limits the length of headers. */
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

        /** Reads the skipped bytes so that they are checked too. */
        @Override
        public long skip(long count) {
            byte[] skipped = new byte[(int) Math.max(0, Math.min(count, SKIPPED_BYTES))];
            return Math.max(0, read(skipped, 0, skipped.length));
        }
    }

    private static BackupException translated(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof EOFException || message.startsWith("Truncated") || message.startsWith("premature end")) {
            return new BackupException(ErrorCode.PACKAGE_TRUNCATED, "the file is truncated", failure);
        }
        return new BackupException(ErrorCode.PACKAGE_CORRUPT, message, failure);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
