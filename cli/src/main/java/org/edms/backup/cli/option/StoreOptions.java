package org.edms.backup.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edms.backup.engine.store.DirectoryStore;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.SealKey;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Option;

/** The option that locates the package store. */
@LocalOnly
public final class StoreOptions {

    @Option(names = "--store", paramLabel = "DIR", description = "the package store (default: BACKUP_ROOT)")
    private Path store;

    public PackageStore store(Map<String, String> environment) {
        Path directory = directory(environment).toAbsolutePath();
        List<SealKey> keys = new ArrayList<>();
        keys.add(SealKey.ofStore(directory));
        SealKey.ofUser(environment).ifPresent(keys::add);
        return new DirectoryStore(directory, keys);
    }

    /** A directory that is not the configured store, so a seal key found there is not trusted. */
    public static PackageStore outside(Path directory, Map<String, String> environment) {
        return new DirectoryStore(
                directory, SealKey.ofUser(environment).map(List::of).orElse(List.of()));
    }

    private Path directory(Map<String, String> environment) {
        if (!isNamed(environment)) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "specify the package store with --store or BACKUP_ROOT");
        }
        Path directory = store == null ? Path.of(environment.get("BACKUP_ROOT")) : store;
        if (!Files.isDirectory(directory)) {
            throw new BackupException(ErrorCode.STORE_NOT_WRITABLE, directory + " is not a directory");
        }
        return directory;
    }

    /** The package store, if one is named. */
    public Optional<Path> named(Map<String, String> environment) {
        return isNamed(environment) ? Optional.of(directory(environment)) : Optional.empty();
    }

    private boolean isNamed(Map<String, String> environment) {
        return store != null || environment.containsKey("BACKUP_ROOT");
    }

    private PackageStore holding(Path directory, Map<String, String> environment) throws IOException {
        boolean isStore = isNamed(environment) && Files.isSameFile(directory, directory(environment));
        return isStore ? store(environment) : outside(directory, environment);
    }

    /** The file that {@link #locate} finds. */
    public Path file(String packageName, Map<String, String> environment) {
        Path file = Path.of(packageName).toAbsolutePath();
        return Files.isRegularFile(file) ? file : directory(environment).resolve(packageName);
    }

    /** @param packageName a file, or the name of a package in the store */
    public PackageLocation locate(String packageName, Map<String, String> environment) throws IOException {
        Path file = Path.of(packageName).toAbsolutePath();
        if (Files.isRegularFile(file)) {
            return new PackageLocation(
                    holding(file.getParent(), environment), file.getFileName().toString());
        }
        if (!isNamed(environment) || packageName.contains("/")) {
            throw new BackupException(ErrorCode.NOT_FOUND, packageName);
        }
        return new PackageLocation(store(environment), packageName);
    }
}
