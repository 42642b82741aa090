package org.edms.backup.engine.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Writes a package to a {@link PartialFile}, and renames it when it is completely on disk. */
final class DirectoryUpload extends Upload {

    private final Path target;
    private final boolean replace;
    private final PartialFile partial;
    private final FileChannel channel;
    private final MessageDigest sha256 = Sha256.newDigest();

    private static final Logger LOG = System.getLogger(DirectoryUpload.class.getName());

    /** Whether a digest was written for a package that does not exist yet. It is deleted if the package is not published. */
    private boolean digestWritten;

    private final List<SealKey> keys;
    private final List<String> seals = new ArrayList<>();

    /**
     * @param replace whether an existing package of that name may be overwritten
     * @param keys each of these keys seals the package, if it is to be sealed
     */
    DirectoryUpload(Path target, boolean replace, PartialFile partial, List<SealKey> keys) {
        this.target = target;
        this.replace = replace;
        this.partial = partial;
        this.channel = partial.channel();
        this.keys = keys;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, count);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            sha256.update(bytes, offset, count);
        } catch (IOException e) {
            throw DirectoryStore.translated(target, e);
        }
    }

    @Override
    public String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The platform's own digests can be cloned", e);
        }
    }

    @Override
    public void seal(String manifestSha256) {
        try {
            for (SealKey key : keys) {
                sealWith(key, manifestSha256);
            }
        } catch (IOException e) {
            throw DirectoryStore.translated(target, e);
        }
    }

    /**
     * A failure to seal does not fail the backup, because the backup matters more. The key of a store may belong to another user
     * who writes there.
     */
    private void sealWith(SealKey key, String manifestSha256) throws IOException {
        try {
            seals.add(key.seal(manifestSha256));
        } catch (AccessDeniedException e) {
            LOG.log(
                    Level.WARNING,
                    "No seal for {0}: cannot read {1}. Restores of its code need --trust-code.",
                    target,
                    e.getMessage());
        }
    }

    @Override
    public SeekableByteChannel reopen() {
        return new ReadView(channel);
    }

    /**
     * The digest is written first: a crash in between leaves a digest without a package, which is harmless, and never a package
     * without its digest. If the package overwrites another, the old digest is deleted first, so that no package is ever next to
     * the digest of another.
     */
    @Override
    public String publish() {
        try {
            channel.force(true);
            String digest = sha256();
            boolean exists = Files.exists(target);
            if (exists && !replace) {
                throw new BackupException(ErrorCode.PACKAGE_EXISTS, target.toString());
            }
            if (exists) {
                deleteBeside();
            } else {
                digestWritten = true;
                writeDown(digest);
            }
            partial.moveTo(target);
            digestWritten = false;
            if (exists) {
                writeDown(digest);
            }
            synchronizeDirectory();
            partial.close();
            return digest;
        } catch (IOException e) {
            throw DirectoryStore.translated(target, e);
        }
    }

    private void deleteBeside() throws IOException {
        Files.deleteIfExists(DirectoryStore.digestOf(target));
        Files.deleteIfExists(DirectoryStore.sealsOf(target));
    }

    /** A seal without a package, or next to another package, is invalid. */
    private void writeSeals() throws IOException {
        Files.deleteIfExists(DirectoryStore.sealsOf(target));
        if (!seals.isEmpty()) {
            Files.write(
                    DirectoryStore.sealsOf(target),
                    seals,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
        }
    }

    private void writeDown(String digest) throws IOException {
        writeSeals();
        Files.writeString(
                DirectoryStore.digestOf(target),
                digest + "  " + target.getFileName() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
    }

    @Override
    public void close() {
        try (partial) {
            if (digestWritten) {
                deleteBeside();
                digestWritten = false;
            }
        } catch (IOException e) {
            throw DirectoryStore.translated(target, e);
        }
    }

    /** A new name is durable only after its directory was synced. */
    private void synchronizeDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(target.getParent())) {
            directory.force(true);
        }
    }
}
