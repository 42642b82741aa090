package org.edms.backup.engine.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.edms.backup.engine.store.Sha256;

/** Writes members as tar has them. Times are of whole seconds, which cost nothing; the manifest has the rest. */
final class TarOutput {

    static final int RECORD_BYTES = 512;

    private static final int REGULAR_FILE = 0100000;
    private static final int SHORT_NAME = 100;

    private final TarArchiveOutputStream tar;

    TarOutput(OutputStream output) {
        this.tar = new TarArchiveOutputStream(output, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** How many bytes were written: where the next member will start. */
    long position() {
        return tar.getBytesWritten();
    }

    /** @return the entry with the digest of its content and with its place */
    Entry add(Entry entry, InputStream content) throws IOException {
        long offset = position();
        DigestInputStream digested = new DigestInputStream(content, Sha256.newDigest());
        begin(entry.name(), entry.bytes(), entry.modified(), entry.mode());
        digested.transferTo(tar);
        tar.closeArchiveEntry();
        String sha256 = HexFormat.of().formatHex(digested.getMessageDigest().digest());
        return entry.written(entry.bytes(), sha256, offset);
    }

    void add(ManifestJson manifest, Instant modified) throws IOException {
        begin(PackageReader.MANIFEST, manifest.bytes(), modified, 0600);
        manifest.writeTo(tar);
        tar.closeArchiveEntry();
    }

    /** The header alone, of a member whose content somebody else writes after it. */
    void header(Entry entry) throws IOException {
        begin(entry.name(), entry.bytes(), entry.modified(), entry.mode());
        tar.flush();
    }

    void finish() throws IOException {
        tar.finish();
    }

    /**
     * How long the header is that {@link #add} writes for an entry. Calculated, because the library needs a second for a long
     * name, and a manifest may claim thousands of them.
     */
    static long headerBytes(Entry entry) {
        long seconds = entry.modified().getEpochSecond();
        int nameBytes = entry.name().value().getBytes(StandardCharsets.UTF_8).length;
        boolean ascii = nameBytes == entry.name().value().length();
        long extended = 0;
        if (nameBytes >= SHORT_NAME || !ascii) {
            extended += extendedRecord("path", nameBytes);
        }
        if (entry.bytes() > TarConstants.MAXSIZE) {
            extended += extendedRecord("size", digits(entry.bytes()));
        }
        if (seconds < 0 || seconds > TarConstants.MAXSIZE) {
            extended += extendedRecord("mtime", String.valueOf(seconds).length());
        }
        return extended == 0 ? RECORD_BYTES : 2L * RECORD_BYTES + extended + padding(extended);
    }

    /** A line {@code LENGTH KEY=VALUE}, whose length counts its own digits and the end of the line. */
    private static int extendedRecord(String key, int valueBytes) {
        int rest = " ".length() + key.length() + "=".length() + valueBytes + "\n".length();
        int length = rest + digits(rest);
        return rest + digits(length);
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    static int padding(long bytes) {
        return (int) ((RECORD_BYTES - bytes % RECORD_BYTES) % RECORD_BYTES);
    }

    private void begin(MemberName name, long bytes, Instant modified, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name.value());
        entry.setSize(bytes);
        entry.setLastModifiedTime(FileTime.from(modified.truncatedTo(ChronoUnit.SECONDS)));
        entry.setMode(REGULAR_FILE | mode);
        tar.putArchiveEntry(entry);
    }
}
