package org.edms.backup.engine.restore.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.engine.work.PathLock;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Locks file roots for one restore, from before the first file is staged until after the last file is renamed. A second
 * restore, undo or discard is refused, whatever database it is for. Staged files in a root therefore belong to the holder of
 * the lock, or to a restore that is no longer running.
 */
public final class RootLocks implements Closeable {

    private static final String LOCK_FILE = FileTree.RESTORES + "lock";

    private final List<PathLock> locks = new ArrayList<>();

    private RootLocks() {}

    /** The work to do while the locks are held. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException, SQLException;
    }

    /**
     * Runs work while it holds the locks of the existing roots. The locks are always taken in the same order.
     *
     * @param createMissing whether to create missing roots, because files will be written there
     * @throws BackupException {@link ErrorCode#TARGET_LOCKED} if another restore or undo is using a root
     */
    public static <T> T holding(List<FileRoot> roots, boolean createMissing, Work<T> work)
            throws IOException, SQLException {
        RootLocks held = acquire(roots, createMissing);
        try {
            return work.run();
        } finally {
            held.close();
        }
    }

    private static RootLocks acquire(List<FileRoot> roots, boolean createMissing) throws IOException {
        RootLocks held = new RootLocks();
        boolean all = false;
        try {
            for (Path root : roots.stream()
                    .map(root -> root.directory().toAbsolutePath().normalize())
                    .distinct()
                    .sorted()
                    .toList()) {
                held.lock(root, createMissing);
            }
            all = true;
            return held;
        } finally {
            if (!all) {
                held.close();
            }
        }
    }

    private void lock(Path root, boolean createMissing) throws IOException {
        if (createMissing) {
            Files.createDirectories(root);
        }
        if (!Files.isDirectory(root)) {
            return;
        }
        Optional<PathLock> lock = PathLock.tryAcquire(root.resolve(LOCK_FILE));
        locks.add(lock.orElseThrow(() -> new BackupException(
                ErrorCode.TARGET_LOCKED, "another restore or undo is using the directory " + root)));
    }

    @Override
    public void close() throws IOException {
        for (PathLock lock : locks) {
            lock.close();
        }
        locks.clear();
    }
}
