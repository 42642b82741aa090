package org.edms.backup.engine.pack;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.Sha256;
import org.edms.backup.engine.store.Upload;

/**
 * Writes a package: members one after the other, the manifest last. There is a package when {@link #finish} returns, and
 * none when the writer is closed before.
 */
public final class PackageWriter implements Closeable {

    private static final int BLOCK_BYTES = 2 << 20;
    private static final int REGULAR_FILE = 0100000;

    private final Compression compression;
    private final Upload file;
    private final BlockOutput blocks;
    private final TarArchiveOutputStream tar;

    private PackageWriter(Compression compression, Upload file, int parallelism) {
        this.compression = compression;
        this.file = file;
        this.blocks = new BlockOutput(file, compression, BLOCK_BYTES, parallelism);
        this.tar = new TarArchiveOutputStream(blocks, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /**
     * @param name of the package in the store; it says how the package is compressed
     * @param parallelism how many blocks are compressed at once
     */
    public static PackageWriter create(PackageStore store, String name, int parallelism) {
        return new PackageWriter(Compression.ofFileName(name), store.begin(name), parallelism);
    }

    /**
     * Adds a member.
     *
     * @param bytes that {@code content} holds, neither more nor less
     */
    public Member add(MemberName name, long bytes, Instant modified, int mode, InputStream content) throws IOException {
        long offset = tar.getBytesWritten();
        TarArchiveEntry entry = new TarArchiveEntry(name.value());
        entry.setSize(bytes);
        entry.setLastModifiedTime(FileTime.from(modified));
        entry.setMode(REGULAR_FILE | mode);
        DigestInputStream digested = new DigestInputStream(content, Sha256.newDigest());
        tar.putArchiveEntry(entry);
        digested.transferTo(tar);
        tar.closeArchiveEntry();
        String sha256 = HexFormat.of().formatHex(digested.getMessageDigest().digest());
        return new Member(name, bytes, sha256, modified, mode, offset);
    }

    /**
     * Adds the manifest and gives the package its name.
     *
     * @return the SHA-256 of the package's file
     */
    public String finish(byte[] manifest, Instant modified) throws IOException {
        Member last = add(PackageReader.MANIFEST, manifest.length, modified, 0600, new ByteArrayInputStream(manifest));
        tar.finish();
        List<Frames.Frame> frames = new ArrayList<>(blocks.finish());
        if (compression == Compression.ZSTD) {
            byte[] trailer = new Trailer(Trailer.VERSION, last.offset()).encode();
            file.write(trailer);
            frames.add(new Frames.Frame(trailer.length, 0));
            file.write(new Frames(frames).encode());
        }
        return file.publish();
    }

    @Override
    public void close() {
        blocks.close();
        file.close();
    }
}
