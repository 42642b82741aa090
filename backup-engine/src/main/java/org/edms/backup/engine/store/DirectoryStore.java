package org.edms.backup.engine.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** Packages in a directory, which several machines may share. */
public final class DirectoryStore implements PackageStore {

    private static final String PARTIAL = ".partial";
    private static final String DIGEST = ".sha256";
    private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}\\.tar(\\.zst|\\.gz)?(\\.age)?");

    private final Path directory;

    public DirectoryStore(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public List<StoredFile> list() {
        try (Stream<Path> files = Files.list(directory)) {
            List<StoredFile> packages = new ArrayList<>();
            for (Path file : files.filter(DirectoryStore::isPackage).toList()) {
                packages.add(new StoredFile(
                        file.getFileName().toString(),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toInstant()));
            }
            packages.sort(Comparator.comparing(StoredFile::modified).reversed().thenComparing(StoredFile::name));
            return List.copyOf(packages);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, "the store " + e.getMessage(), e);
        }
    }

    @Override
    public Upload begin(String name, boolean replace) {
        Path target = resolve(name);
        if (!replace && Files.exists(target)) {
            throw new BackupException(ErrorCode.PACKAGE_EXISTS, target.toString());
        }
        try {
            return DirectoryUpload.begin(target, target.resolveSibling(name + PARTIAL));
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(
                    ErrorCode.PACKAGE_EXISTS, e.getMessage() + " is being written, or was left behind", e);
        } catch (IOException e) {
            throw translated(target, e);
        }
    }

    @Override
    public Optional<String> recordedDigest(String name) {
        Path digest = digestOf(resolve(name));
        try {
            return Optional.of(Files.readString(digest).split(" ", 2)[0].strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, digest + ": " + e, e);
        }
    }

    @Override
    public SeekableByteChannel open(String name) {
        try {
            return FileChannel.open(resolve(name));
        } catch (NoSuchFileException e) {
            throw new BackupException(ErrorCode.NOT_FOUND, e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, "the package " + e.getMessage(), e);
        }
    }

    /** The package goes first: a crash in between leaves a digest without a package, which is harmless. */
    @Override
    public void delete(String name) {
        Path file = resolve(name);
        try {
            Files.delete(file);
            Files.deleteIfExists(digestOf(file));
        } catch (NoSuchFileException e) {
            throw new BackupException(ErrorCode.NOT_FOUND, e.getMessage(), e);
        } catch (IOException e) {
            throw translated(file, e);
        }
    }

    @Override
    public OptionalLong freeBytes() {
        try {
            return OptionalLong.of(Files.getFileStore(directory).getUsableSpace());
        } catch (IOException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, "the store " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> removeLeftovers() {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> removed = new ArrayList<>();
            for (Path file : files.filter(DirectoryStore::isPartial).toList()) {
                if (DirectoryUpload.isAbandoned(file)) {
                    Files.delete(file);
                    removed.add(file.getFileName().toString());
                }
            }
            return List.copyOf(removed);
        } catch (IOException e) {
            throw translated(directory, e);
        }
    }

    private static boolean isPackage(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
    }

    private static boolean isPartial(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(PARTIAL)
                && NAME.matcher(name.substring(0, name.length() - PARTIAL.length()))
                        .matches();
    }

    /** A name that is a package's and stays in the store. */
    private Path resolve(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, name + ": a package's name ends in .tar.zst, .tar.gz or .tar");
        }
        return directory.resolve(name);
    }

    static BackupException translated(Path file, IOException failure) {
        ErrorCode code = Failure.isOfFullDisk(failure) ? ErrorCode.STORE_FULL : ErrorCode.STORE_NOT_WRITABLE;
        return new BackupException(code, file + ": " + failure, failure);
    }

    static Path digestOf(Path file) {
        return file.resolveSibling(file.getFileName() + DIGEST);
    }
}
