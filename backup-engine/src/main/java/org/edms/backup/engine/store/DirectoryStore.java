package org.edms.backup.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
    private static final String SEALS = ".seal";
    private static final int LONGEST_DIGEST_LINE = 4096;
    private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}\\.tar(\\.zst|\\.gz)?(\\.age)?");
    private static final Pattern PARTIAL_NAME = Pattern.compile(NAME.pattern() + Pattern.quote(PARTIAL));
    private static final Logger LOG = System.getLogger(DirectoryStore.class.getName());

    private final Path directory;
    private final List<SealKey> keys;

    /** Creates a store whose directory contains its own seal key. */
    public DirectoryStore(Path directory) {
        this(directory, List.of(SealKey.ofStore(directory.toAbsolutePath())));
    }

    /** @param keys each key seals the packages created here, and any one of them verifies a seal */
    public DirectoryStore(Path directory, List<SealKey> keys) {
        this.directory = directory.toAbsolutePath();
        this.keys = List.copyOf(keys);
    }

    /** Packages that are deleted while the directory is listed are omitted. */
    @Override
    public List<StoredFile> list() {
        try {
            List<StoredFile> packages = new ArrayList<>();
            for (Path file : filesNamed(NAME)) {
                try {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    if (attributes.isRegularFile()) {
                        packages.add(new StoredFile(
                                file.getFileName().toString(),
                                attributes.size(),
                                attributes.lastModifiedTime().toInstant()));
                    }
                } catch (NoSuchFileException e) {
                    continue;
                }
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
            return new DirectoryUpload(
                    target, replace, PartialFile.create(target.resolveSibling(name + PARTIAL)), keys);
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(
                    ErrorCode.PACKAGE_EXISTS, e.getMessage() + " is being written or was abandoned", e);
        } catch (IOException e) {
            throw translated(target, e);
        }
    }

    @Override
    public Optional<String> recordedDigest(String name) {
        Path digest = digestOf(resolve(name));
        try (InputStream content = Files.newInputStream(digest)) {
            String line = new String(content.readNBytes(LONGEST_DIGEST_LINE), StandardCharsets.UTF_8);
            return Optional.of(line.split("\\s", 2)[0]);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, digest + ": " + e, e);
        }
    }

    @Override
    public boolean isSealed(String name, String manifestSha256) {
        Path seals = sealsOf(resolve(name));
        try {
            for (String seal : Files.readAllLines(seals)) {
                for (SealKey key : keys) {
                    if (key.verify(seal, manifestSha256)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (NoSuchFileException | CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, seals + ": " + e, e);
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

    /** The package is deleted first: a crash in between leaves a digest without a package, which is harmless. */
    @Override
    public void delete(String name) {
        Path file = resolve(name);
        try {
            Files.delete(file);
            Files.deleteIfExists(digestOf(file));
            Files.deleteIfExists(sealsOf(file));
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

    /**
     * Files of other users are skipped: only their owners can delete them, and they must not stop others from writing packages.
     */
    @Override
    public List<String> removeLeftovers() {
        try {
            List<String> removed = new ArrayList<>();
            for (Path file : filesNamed(PARTIAL_NAME)) {
                try {
                    if (PartialFile.deleteAbandoned(file)) {
                        removed.add(file.getFileName().toString());
                    }
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "Cannot delete the unfinished package {0}: {1}", file, e.toString());
                }
            }
            return List.copyOf(removed);
        } catch (IOException e) {
            throw translated(directory, e);
        }
    }

    private List<Path> filesNamed(Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Resolves a package name. Names that are invalid or lead out of the store are rejected. */
    private Path resolve(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, name + ": a package name ends in .tar.zst, .tar.gz or .tar");
        }
        return directory.resolve(name);
    }

    static BackupException translated(Path file, IOException failure) {
        boolean isInterrupted = failure instanceof ClosedByInterruptException
                || (failure instanceof ClosedChannelException
                        && Thread.currentThread().isInterrupted());
        if (isInterrupted) {
            return new BackupException(ErrorCode.CANCELLED, file + " was not finished", failure);
        }
        ErrorCode code = Failure.isDiskFull(failure) ? ErrorCode.STORE_FULL : ErrorCode.STORE_NOT_WRITABLE;
        return new BackupException(code, file + ": " + failure, failure);
    }

    static Path sealsOf(Path file) {
        return file.resolveSibling(file.getFileName() + SEALS);
    }

    static Path digestOf(Path file) {
        return file.resolveSibling(file.getFileName() + DIGEST);
    }
}
