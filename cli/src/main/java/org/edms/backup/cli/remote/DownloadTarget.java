package org.edms.backup.cli.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import org.edms.backup.engine.pack.PackageFileName;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Where a package goes that a server makes. What cannot be put there is refused before it is made.
 *
 * @param name of the file; null for the one that the server gives it
 * @param replace another of that name
 */
public record DownloadTarget(Path directory, PackageFileName name, boolean replace) {

    public static DownloadTarget of(Path path, boolean replace) {
        Path absolute = path.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return new DownloadTarget(absolute, null, replace);
        }
        if (!Files.isDirectory(absolute.getParent())) {
            throw new BackupException(ErrorCode.STORE_NOT_WRITABLE, absolute.getParent() + " is no directory");
        }
        if (!replace && Files.exists(absolute)) {
            throw new BackupException(ErrorCode.PACKAGE_EXISTS, path.toString());
        }
        String name = absolute.getFileName().toString();
        if (!PackageFileName.isValid(name)) {
            throw new BackupException(ErrorCode.WRONG_USAGE, name + ": a package's name ends in .tar.zst or .tar");
        }
        return new DownloadTarget(absolute.getParent(), PackageFileName.parse(name), replace);
    }

    /** A file's name says what it is, so it is called after what the server makes. */
    public void refuseOther(boolean compressed, boolean encrypted) {
        Compression compression = compressed ? Compression.ZSTD : Compression.NONE;
        if (name != null && (name.compression() != compression || name.encrypted() != encrypted)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the server makes a package whose name ends in %s, not as %s"
                            .formatted(PackageFileName.of("", compression, encrypted), name));
        }
    }

    public String nameOf(String made) {
        return name == null ? Path.of(made).getFileName().toString() : name.value();
    }
}
