package org.edms.backup.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A directory of package stores: the directory itself, and its named subdirectories. */
public final class PackageStores {

    private final Path root;

    public PackageStores(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** A package's store and its name in that store. */
    public record Located(PackageStore store, String name) {}

    /**
     * @param directory a directory below the root; empty for the root itself
     * @throws BackupException if the directory is not below the root
     */
    public PackageStore at(String directory) {
        Path path = below(directory);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw DirectoryStore.translated(path, e);
        }
        return new DirectoryStore(path, List.of(SealKey.ofStore(root)));
    }

    /** @param path the path of a package below the root, including directories */
    public Located locate(String path) {
        int slash = path.lastIndexOf('/');
        return new Located(
                new DirectoryStore(below(slash < 0 ? "" : path.substring(0, slash)), List.of(SealKey.ofStore(root))),
                path.substring(slash + 1));
    }

    private Path below(String directory) {
        try {
            Path path = root.resolve(directory).normalize();
            if (path.startsWith(root) && !Path.of(directory).isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "not a directory: " + directory, e);
        }
        throw new BackupException(ErrorCode.WRONG_USAGE, directory + " is not below the package store");
    }
}
