package org.edms.backup.engine.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The file of an unfinished package, called {@code NAME.partial} and readable by its owner only.
 *
 * <p>The file belongs to the process that holds its lock. The lock is on the file, not on its name: it is held until the file has
 * its final name on disk, and the operating system releases it when the process dies. Closing any channel of a file releases the
 * locks that the same process holds on it, so a process never opens its own partial files a second time.
 */
final class PartialFile implements Closeable {

    /** A file is created before it can be locked, and written only after it is locked. */
    private static final Duration TIME_TO_LOCK = Duration.ofMinutes(1);

    private static final Set<Path> OPEN_HERE = new HashSet<>();

    private final Path path;
    private final Path realPath;
    private final FileChannel channel;
    private boolean moved;
    private boolean closed;

    /** @param channel the locked channel of the file */
    PartialFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.realPath = realPath(path);
        this.channel = channel;
    }

    /** @throws FileAlreadyExistsException if another writer uses the file, or an earlier one left it behind */
    static PartialFile create(Path path) throws IOException {
        synchronized (OPEN_HERE) {
            FileChannel channel = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                channel.lock();
                PartialFile partial = new PartialFile(path, channel);
                OPEN_HERE.add(partial.realPath);
                return partial;
            } catch (IOException e) {
                try (channel) {
                    Files.deleteIfExists(path);
                }
                throw e;
            }
        }
    }

    /**
     * Deletes the file if its writer has died.
     *
     * @return whether it was deleted; false if another process writes, renames or deletes it at the same time
     */
    static boolean deleteAbandoned(Path path) throws IOException {
        synchronized (OPEN_HERE) {
            if (OPEN_HERE.contains(realPath(path))) {
                return false;
            }
            try {
                BasicFileAttributes before = attributes(path);
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                        FileLock lock = channel.tryLock()) {
                    if (lock == null || !isSameFile(before, attributes(path)) || isBeingCreated(attributes(path))) {
                        return false;
                    }
                    Files.delete(path);
                    return true;
                }
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Renames the file and overwrites any existing file of that name. It stays locked until it is closed. */
    void moveTo(Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
    }

    /** Deletes the file unless it was renamed. The lock is released last, so that no other process finds it unlocked. */
    @Override
    public void close() throws IOException {
        synchronized (OPEN_HERE) {
            if (closed) {
                return;
            }
            closed = true;
            OPEN_HERE.remove(realPath);
            try (channel) {
                if (!moved) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** While the lock is held, no other process renames the locked file: a path that led to it before still does. */
    private static boolean isSameFile(BasicFileAttributes one, BasicFileAttributes other) {
        return Objects.equals(one.fileKey(), other.fileKey());
    }

    private static boolean isBeingCreated(BasicFileAttributes file) {
        return file.size() == 0
                && file.lastModifiedTime()
                        .toInstant()
                        .isAfter(Clock.systemUTC().instant().minus(TIME_TO_LOCK));
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    /** A directory may be reachable by several paths. */
    private static Path realPath(Path path) throws IOException {
        return path.getParent().toRealPath().resolve(path.getFileName());
    }
}
