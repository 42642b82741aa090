package org.edms.backup.cli.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The file to download a package to. Its conflicts are reported before the server makes the package.
 *
 * @param name null to use the name on the server
 * @param replace whether to overwrite an existing file
 */
public record DownloadTarget(Path directory, PackageFileName name, boolean replace) {

    public static DownloadTarget of(Path path, boolean replace) {
        Path absolute = path.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return new DownloadTarget(absolute, null, replace);
        }
        if (!Files.isDirectory(absolute.getParent())) {
            throw new BackupException(ErrorCode.STORE_NOT_WRITABLE, absolute.getParent() + " is not a directory");
        }
        if (!replace && Files.exists(absolute)) {
            throw new BackupException(ErrorCode.PACKAGE_EXISTS, path.toString());
        }
        String name = absolute.getFileName().toString();
        if (!PackageFileName.isValid(name)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, name + ": the name of a package must end in .tar.zst or .tar");
        }
        return new DownloadTarget(absolute.getParent(), PackageFileName.parse(name), replace);
    }

    /** Rejects a name whose suffix does not match what the server makes. */
    public void requireForm(boolean compressed, boolean encrypted) {
        Compression compression = compressed ? Compression.ZSTD : Compression.NONE;
        if (name != null && (name.compression() != compression || name.encrypted() != encrypted)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the server makes a package with the suffix %s, so it cannot be named %s"
                            .formatted(PackageFileName.of("", compression, encrypted), name));
        }
    }

    public String fileName(String nameOnServer) {
        return name == null ? Path.of(nameOnServer).getFileName().toString() : name.value();
    }
}
