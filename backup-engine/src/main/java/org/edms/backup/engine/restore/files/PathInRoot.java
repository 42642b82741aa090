package org.edms.backup.engine.restore.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Parses paths from packages and journals, which may be hostile. */
public final class PathInRoot {

    private PathInRoot() {}

    /**
     * Returns the path of a file within its root.
     *
     * @throws BackupException if the path leads out of the root, or into the area of a restore
     */
    public static Path parse(String path) {
        try {
            Path parsed = Path.of(path);
            boolean isInside = !path.isEmpty()
                    && !parsed.isAbsolute()
                    && parsed.normalize().equals(parsed)
                    && !parsed.startsWith("..")
                    && !parsed.getName(0).toString().toLowerCase(Locale.ROOT).startsWith(FileTree.RESTORES);
            if (isInside) {
                return parsed;
            }
        } catch (InvalidPathException e) {
            throw new BackupException(
                    ErrorCode.PACKAGE_HOSTILE, printable(path) + " is not a valid path on this system", e);
        }
        throw new BackupException(ErrorCode.PACKAGE_HOSTILE, printable(path) + " leads out of its root");
    }

    private static String printable(String path) {
        return '"' + path.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
