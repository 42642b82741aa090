package org.edms.backup.engine.source;

import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A directory of files, and its name in packages. */
public record FileRoot(String name, Path directory) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    public FileRoot {
        Objects.requireNonNull(directory);
        if (!isName(name)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "\"" + name + "\": a root name consists of letters, digits, '_', '-' and '.'");
        }
    }

    /** Returns whether a root may have this name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
