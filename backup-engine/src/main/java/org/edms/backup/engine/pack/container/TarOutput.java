package org.edms.backup.engine.pack.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.edms.backup.engine.pack.manifest.Entry;
import org.edms.backup.engine.pack.manifest.ManifestJson;
import org.edms.backup.engine.pack.manifest.MemberName;
import org.edms.backup.engine.pack.manifest.MemberNames;
import org.edms.backup.engine.store.Sha256;

/**
 * Writes members in tar format. Timestamps are in whole seconds, which take no extra space; the manifest has the full precision.
 */
final class TarOutput {

    private static final int REGULAR_FILE = 0100000;

    private final TarArchiveOutputStream tar;

    TarOutput(OutputStream output) {
        this.tar = new TarArchiveOutputStream(output, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** Returns the number of bytes written, which is the offset of the next member. */
    long position() {
        return tar.getBytesWritten();
    }

    /** @return the entry with the digest of its content and its offset */
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
        begin(MemberNames.MANIFEST, manifest.bytes(), modified, 0600);
        manifest.writeTo(tar);
        tar.closeArchiveEntry();
    }

    /** Writes only the header of a member. The caller writes the content after it. */
    void header(Entry entry) throws IOException {
        begin(entry.name(), entry.bytes(), entry.modified(), entry.mode());
        tar.flush();
    }

    void finish() throws IOException {
        tar.finish();
    }

    private void begin(MemberName name, long bytes, Instant modified, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name.value());
        entry.setSize(bytes);
        entry.setLastModifiedTime(FileTime.from(modified.truncatedTo(ChronoUnit.SECONDS)));
        entry.setMode(REGULAR_FILE | mode);
        tar.putArchiveEntry(entry);
    }
}
