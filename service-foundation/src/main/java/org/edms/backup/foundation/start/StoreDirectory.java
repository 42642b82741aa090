package org.edms.backup.foundation.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** The directory of packages, which must exist and be writable. */
public final class StoreDirectory {

    private StoreDirectory() {}

    public static boolean isUsable(Path directory) {
        return Files.isDirectory(directory) && Files.isWritable(directory);
    }

    /** The problems found; empty if there are none. */
    public static List<String> problems(Optional<Path> setting) {
        if (setting.isEmpty()) {
            return List.of("BACKUP_ROOT is missing: set it to the directory of packages");
        }
        Path directory = setting.get();
        if (!Files.isDirectory(directory)) {
            return List.of("BACKUP_ROOT %s is not a directory: create or mount it".formatted(directory));
        }
        if (!Files.isWritable(directory)) {
            return List.of(
                    "BACKUP_ROOT %s is not writable: %s. Give it to the user of the service, or mount it writable"
                            .formatted(directory, ownerAndMode(directory)));
        }
        return List.of();
    }

    private static String ownerAndMode(Path directory) {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return "its owner is %s, its mode %s"
                    .formatted(attributes.owner(), PosixFilePermissions.toString(attributes.permissions()));
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
