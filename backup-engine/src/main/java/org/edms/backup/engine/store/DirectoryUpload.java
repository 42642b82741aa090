package org.edms.backup.engine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A package's file while it is written: called {@code NAME.partial}, readable to its owner alone, until all of it is on disk.
 *
 * <p>Its writer holds a lock on it, which the operating system lets go when the writer dies, however it dies. Asking for
 * the lock from the writer's own process would let it go as well, so this process knows its own files by name.
 */
final class DirectoryUpload extends Upload {

    private final Path target;
    private final Path partial;
    private final FileChannel channel;
    private final MessageDigest sha256 = Sha256.newDigest();

    private static final Set<Path> WRITTEN_HERE = ConcurrentHashMap.newKeySet();

    DirectoryUpload(Path target, Path partial, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.channel = channel;
    }

    static DirectoryUpload begin(Path target, Path partial) throws IOException {
        FileChannel channel = FileChannel.open(
                partial,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        WRITTEN_HERE.add(partial);
        channel.lock();
        return new DirectoryUpload(target, partial, channel);
    }

    static boolean isAbandoned(Path partial) throws IOException {
        if (WRITTEN_HERE.contains(partial)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        }
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
    public SeekableByteChannel reopen() {
        return new ReadView(channel);
    }

    /**
     * The digest comes first: a crash between the two leaves a digest without a package, which is harmless, and never a
     * package without its digest. Where the package takes the place of another, the other's digest goes first, so that no
     * package ever lies beside the digest of another.
     */
    @Override
    public String publish() {
        try {
            channel.force(true);
            channel.close();
            String digest = sha256();
            boolean replaces = Files.exists(target);
            if (replaces) {
                Files.deleteIfExists(DirectoryStore.digestOf(target));
            } else {
                writeDown(digest);
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            WRITTEN_HERE.remove(partial);
            if (replaces) {
                writeDown(digest);
            }
            synchronizeDirectory();
            return digest;
        } catch (IOException e) {
            throw DirectoryStore.translated(target, e);
        }
    }

    private void writeDown(String digest) throws IOException {
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
        try {
            channel.close();
            if (WRITTEN_HERE.remove(partial)) {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw DirectoryStore.translated(target, e);
        }
    }

    /** A name is on disk when its directory is. */
    private void synchronizeDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(target.getParent())) {
            directory.force(true);
        }
    }
}
