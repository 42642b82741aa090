package org.edms.backup.foundation.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A directory that a service needs.
 *
 * @param setting the variable that names it
 */
public record ServiceDirectory(String setting, Path directory) {

    /** The directory with the files of a root. */
    public static ServiceDirectory ofFiles(String root, Path directory) {
        return new ServiceDirectory("EDMS_STORAGE_" + root.toUpperCase(Locale.ROOT), directory);
    }

    /** Checks the directory of packages. */
    public static List<String> problemsOfStore(Optional<Path> store) {
        return store.map(directory -> new ServiceDirectory("BACKUP_ROOT", directory).problemsOfWriting())
                .orElse(List.of("BACKUP_ROOT is missing: set it to the directory of packages"));
    }

    public static boolean isWritable(Path directory) {
        return Files.isDirectory(directory) && Files.isWritable(directory);
    }

    public List<String> problemsOfReading() {
        return problems("readable", Files.isReadable(directory) && Files.isExecutable(directory));
    }

    public List<String> problemsOfWriting() {
        return problems("writable", Files.isWritable(directory));
    }

    private List<String> problems(String needed, boolean permitted) {
        if (!Files.isDirectory(directory)) {
            return List.of("%s %s is not a directory: create or mount it".formatted(setting, directory));
        }
        if (!permitted) {
            return List.of("%s %s is not %s: %s. Give it to the user of the service, or mount it %3$s"
                    .formatted(setting, directory, needed, ownerAndMode()));
        }
        return List.of();
    }

    private String ownerAndMode() {
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
