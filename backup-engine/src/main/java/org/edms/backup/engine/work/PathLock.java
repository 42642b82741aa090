package org.edms.backup.engine.work;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An exclusive lock on a dedicated lock file, between processes and within this one. The operating system releases it when the
 * process ends, however it ends.
 *
 * <p>Closing any handle of a file releases all locks that the process holds on it. Therefore this process tracks its locks and
 * never opens a lock file a second time. The owner deletes the file while it holds the lock: a process that locks a file that no
 * longer has its name starts again.
 */
public final class PathLock implements Closeable {

    private static final Set<Key> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Key key;
    private final FileChannel channel;

    private PathLock(Path file, Key key, FileChannel channel) {
        this.file = file;
        this.key = key;
        this.channel = channel;
    }

    /** A file, independent of the path to its directory. */
    private record Key(Object directory, Path name) {}

    /** @return empty if another owner holds the lock */
    public static Optional<PathLock> tryAcquire(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Object inode =
                Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        Key key = new Key(inode == null ? directory.toRealPath() : inode, file.getFileName());
        if (!HELD.add(key)) {
            return Optional.empty();
        }
        PathLock lock = null;
        try {
            lock = locked(file, key);
            return Optional.ofNullable(lock);
        } finally {
            if (lock == null) {
                HELD.remove(key);
            }
        }
    }

    private static PathLock locked(Path file, Key key) throws IOException {
        while (true) {
            Optional<Object> named = inode(file);
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw----")));
            PathLock lock = null;
            try {
                if (!isLocked(channel, file)) {
                    return null;
                }
                if (named.isPresent() && named.equals(inode(file))) {
                    lock = new PathLock(file, key, channel);
                    return lock;
                }
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
        }
    }

    private static Optional<Object> inode(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(Objects.requireNonNullElse(attributes.fileKey(), file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static boolean isLocked(FileChannel channel, Path file) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            FileSystemException named =
                    new FileSystemException(file.toString(), null, "cannot be locked: " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        } finally {
            HELD.remove(key);
        }
    }
}
