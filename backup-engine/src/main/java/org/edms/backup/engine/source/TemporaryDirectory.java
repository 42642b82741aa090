package org.edms.backup.engine.source;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.engine.work.PathLock;

/**
 * A temporary directory for one task, deleted with its content at the end. It belongs to the process that holds the lock next to
 * it. {@link #create} also deletes the directories of dead processes, and no others.
 *
 * <p>The lock is acquired before the directory is created and released after it is deleted, so a directory without a lock is
 * always abandoned.
 */
public final class TemporaryDirectory implements Closeable {

    private static final String LOCK = ".lock";
    private static final Logger LOG = System.getLogger(TemporaryDirectory.class.getName());

    private final Path path;
    private final PathLock lock;

    private TemporaryDirectory(Path path, PathLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates a directory that only its owner can read.
     *
     * @param parent a directory such as the system's temporary directory, which other users may share
     * @param purpose the prefix of its name
     */
    public static TemporaryDirectory create(Path parent, String purpose) throws IOException {
        TemporaryDirectory created = claimed(parent, purpose);
        boolean isCreated = false;
        try {
            Files.createDirectory(
                    created.path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            created.deleteAbandoned(parent, purpose);
            isCreated = true;
            return created;
        } finally {
            if (!isCreated) {
                created.close();
            }
        }
    }

    /** A process that looks for abandoned directories may hold a new lock for a moment. In this case, another name is tried. */
    private static TemporaryDirectory claimed(Path parent, String purpose) throws IOException {
        while (true) {
            Path path = parent.resolve(purpose + UUID.randomUUID());
            Optional<PathLock> lock = PathLock.tryAcquire(lockOf(path));
            if (lock.isPresent()) {
                return new TemporaryDirectory(path, lock.get());
            }
        }
    }

    public Path path() {
        return path;
    }

    /** A directory that cannot be deleted is left for the next run, because it must not stop this task. */
    private void deleteAbandoned(Path parent, String purpose) throws IOException {
        UserPrincipal self = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
        for (Path each : namedFor(parent, purpose)) {
            try {
                if (Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(self)) {
                    deleteAbandoned(each);
                }
            } catch (NoSuchFileException e) {
                LOG.log(Level.DEBUG, "{0} was deleted by its owner", each);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Cannot delete the abandoned directory {0}: {1}", each, e.toString());
            }
        }
    }

    private static void deleteAbandoned(Path directory) throws IOException {
        Optional<PathLock> lock = PathLock.tryAcquire(lockOf(directory));
        if (lock.isEmpty()) {
            return;
        }
        PathLock held = lock.get();
        try (held) {
            FileTree.delete(directory);
        }
    }

    /** Includes directories of which only the lock is left. */
    private static List<Path> namedFor(Path parent, String purpose) throws IOException {
        Pattern name = Pattern.compile("(" + Pattern.quote(purpose) + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})("
                + Pattern.quote(LOCK) + ")?");
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent)) {
            for (Path each : all) {
                Matcher matcher = name.matcher(each.getFileName().toString());
                if (matcher.matches()) {
                    found.add(each);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private static Path lockOf(Path directory) {
        String name = directory.getFileName().toString();
        return name.endsWith(LOCK) ? directory : directory.resolveSibling(name + LOCK);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            FileTree.delete(path);
        }
    }
}
