package org.edms.backup.engine.restore.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * A directory tree in which every file is accessed through the handles of its parent directories, and no symbolic link is
 * followed. Another process may replace a path between a check and its use; still nothing outside the directory is read,
 * written or deleted.
 */
final class SecureTree implements Closeable {

    /** The name prefix of a directory that is being created. A crash may leave one behind; it is empty. */
    static final String UNFINISHED = FileTree.RESTORES + "dir-";

    private static final int MAX_DEPTH = 256;
    private static final Path SELF = Path.of(".");

    private final Path path;
    private final SecureDirectoryStream<Path> handle;
    private final SecureTree outermost;

    private SecureTree(Path path, SecureDirectoryStream<Path> handle, SecureTree outermost) {
        this.path = path;
        this.handle = handle;
        this.outermost = outermost == null ? this : outermost;
    }

    @SuppressWarnings("StreamResourceLeak")
    static SecureTree open(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new SecureTree(directory, secure, null);
        }
        stream.close();
        throw new BackupException(
                ErrorCode.FILE_UNREADABLE, directory + ": this file system has no secure directory handles");
    }

    /** Opens a subdirectory, which stays accessible even if it is renamed. Close it before this tree. */
    SecureTree subtree(Path directory) throws IOException {
        return new SecureTree(path.resolve(directory), directory(directory, false), outermost);
    }

    Path path() {
        return path;
    }

    /** @return empty if there is no such file; symbolic links are not followed */
    Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try (SecureDirectoryStream<Path> parent = directory(file.getParent(), false)) {
            return Optional.of(parent.getFileAttributeView(
                            file.getFileName(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean isFile(Path file) throws IOException {
        return attributes(file).filter(BasicFileAttributes::isRegularFile).isPresent();
    }

    boolean isDirectory(Path directory) throws IOException {
        return attributes(directory).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    InputStream read(Path file) throws IOException {
        try (SecureDirectoryStream<Path> parent = directory(file.getParent(), false)) {
            return Channels.newInputStream(parent.newByteChannel(
                    file.getFileName(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        }
    }

    /** Opens a file for writing, and creates its parent directories. */
    FileChannel write(Path file, StandardOpenOption how, FileAttribute<?>... attributes) throws IOException {
        Set<OpenOption> options =
                new HashSet<>(List.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        options.add(how);
        try (SecureDirectoryStream<Path> parent = directory(file.getParent(), true)) {
            return (FileChannel) parent.newByteChannel(file.getFileName(), options, attributes);
        }
    }

    void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        try (SecureDirectoryStream<Path> parent = directory(file.getParent(), false)) {
            parent.getFileAttributeView(file.getFileName(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(permissions);
        }
    }

    /** Moves a file atomically: at any time, other processes see it in one place or the other, and any old file until then. */
    void move(Path from, SecureTree other, Path to) throws IOException {
        try (SecureDirectoryStream<Path> source = directory(from.getParent(), false);
                SecureDirectoryStream<Path> target = other.directory(to.getParent(), true)) {
            source.move(from.getFileName(), target, to.getFileName());
        }
    }

    UserPrincipal owner(Path file) throws IOException {
        try (SecureDirectoryStream<Path> parent = directory(file.getParent(), false)) {
            return parent.getFileAttributeView(
                            file.getFileName(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .getOwner();
        }
    }

    Set<PosixFilePermission> permissions(Path file) throws IOException {
        try (SecureDirectoryStream<Path> parent = directory(file.getParent(), false)) {
            return parent.getFileAttributeView(
                            file.getFileName(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .permissions();
        }
    }

    void deleteIfExists(Path file) throws IOException {
        try (SecureDirectoryStream<Path> parent = directory(file.getParent(), false)) {
            parent.deleteFile(file.getFileName());
        } catch (NoSuchFileException e) {
            return;
        }
    }

    /** Deletes a directory and its content. Symbolic links are deleted, not followed. */
    void deleteTree(Path directory) throws IOException {
        if (!isDirectory(directory)) {
            return;
        }
        try (SecureDirectoryStream<Path> parent = directory(directory.getParent(), false)) {
            try (SecureDirectoryStream<Path> content =
                    parent.newDirectoryStream(directory.getFileName(), LinkOption.NOFOLLOW_LINKS)) {
                for (Path child : content) {
                    Path name = child.getFileName();
                    if (isDirectory(content, name)) {
                        deleteTree(directory.resolve(name));
                    } else {
                        content.deleteFile(name);
                    }
                }
            }
            parent.deleteDirectory(directory.getFileName());
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    boolean isEmpty(Path directory) throws IOException {
        try (SecureDirectoryStream<Path> content = directory(directory, false)) {
            return !content.iterator().hasNext();
        }
    }

    /** Receives a file as a path within this directory. */
    @FunctionalInterface
    interface FileVisitor {
        void visit(Path file) throws IOException;
    }

    /** Passes all files below a directory to {@code visitor}; none if the directory does not exist. */
    void forEachFile(Path directory, FileVisitor visitor) throws IOException {
        if (!isDirectory(directory)) {
            return;
        }
        try (SecureDirectoryStream<Path> content = directory(directory, false)) {
            for (Path child : content) {
                Path name = child.getFileName();
                if (isDirectory(content, name)) {
                    forEachFile(directory.resolve(name), visitor);
                } else {
                    visitor.visit(directory.resolve(name));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    /** @param relative null for this directory itself */
    private SecureDirectoryStream<Path> directory(Path relative, boolean create) throws IOException {
        SecureDirectoryStream<Path> current = handle.newDirectoryStream(SELF);
        if (relative == null) {
            return current;
        }
        if (relative.getNameCount() > MAX_DEPTH) {
            current.close();
            throw new BackupException(
                    ErrorCode.FILE_UNREADABLE,
                    "directories nested more than " + MAX_DEPTH + " levels deep: " + relative);
        }
        Path walked = path;
        for (Path name : relative) {
            walked = walked.resolve(name);
            try (SecureDirectoryStream<Path> above = current) {
                current = child(above, name, walked, create);
            }
        }
        return current;
    }

    private SecureDirectoryStream<Path> child(SecureDirectoryStream<Path> parent, Path name, Path whole, boolean create)
            throws IOException {
        try {
            return parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            if (!create) {
                throw e;
            }
        } catch (FileSystemException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, whole + " is not a directory", e);
        }
        synchronized (outermost) {
            return createChild(parent, name);
        }
    }

    /**
     * Java cannot create a directory through a handle. The directory is therefore created in the outermost directory, whose
     * path no other process can redirect, and then moved to its destination through handles.
     */
    private SecureDirectoryStream<Path> createChild(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        try {
            return parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            Path unfinished = Path.of(UNFINISHED + UUID.randomUUID());
            Files.createDirectory(outermost.path.resolve(unfinished));
            try {
                outermost.handle.move(unfinished, parent, name);
            } catch (IOException failure) {
                outermost.handle.deleteDirectory(unfinished);
                throw failure;
            }
            return parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Deletes directories that a crash left behind before they were moved to their destination. */
    void deleteUnfinished() throws IOException {
        try (SecureDirectoryStream<Path> content = handle.newDirectoryStream(SELF)) {
            for (Path child : content) {
                Path name = child.getFileName();
                if (name.toString().startsWith(UNFINISHED) && isDirectory(content, name)) {
                    content.deleteDirectory(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
