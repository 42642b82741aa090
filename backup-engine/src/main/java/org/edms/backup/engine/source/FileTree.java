package org.edms.backup.engine.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Walks a directory of files in the order of their paths, compared as bytes. Databases sort paths in the same order, and packages
 * store them in it. Only a few files are in memory at a time, however large the directory is.
 */
public final class FileTree {

    /** The prefix of the entries that restores create in a root for their own use. They are not files of the system. */
    public static final String RESTORES = ".edms-restore-";

    private final FileRoot root;

    public FileTree(FileRoot root) {
        this.root = root;
    }

    /** Deletes a directory and its content. Symbolic links are deleted, not followed. */
    public static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Receives the files and the omitted entries. */
    public interface Visitor {

        /** Receives a file, in order. */
        void file(SourceFile file) throws IOException;

        /** Receives an entry that is not backed up. */
        void leftOut(String path, String why);
    }

    public void walk(Visitor visitor) throws IOException {
        if (!Files.isDirectory(root.directory())) {
            throw new BackupException(
                    ErrorCode.FILE_UNREADABLE, "%s: %s is not a directory".formatted(root.name(), root.directory()));
        }
        walk(root.directory(), "", visitor);
    }

    private void walk(Path directory, String prefix, Visitor visitor) throws IOException {
        try (SortedDirectory children = new SortedDirectory(root.directory())) {
            list(directory, prefix, visitor, children);
            children.forEach(file -> {
                switch (file.kind()) {
                    case FILE -> visitor.file(file);
                    case DIRECTORY -> walk(file.location(), file.path() + "/", visitor);
                    case LINK ->
                        visitor.leftOut(file.path(), "symbolic links are skipped; add its target as a separate root");
                    case OTHER -> visitor.leftOut(file.path(), "not a regular file: a socket, pipe or device");
                }
            });
        }
    }

    private static void list(Path directory, String prefix, Visitor visitor, SortedDirectory children)
            throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (prefix.isEmpty() && name.startsWith(RESTORES)) {
                    continue;
                }
                if (isReserved(prefix + name)) {
                    visitor.leftOut(prefix + name, "its name is reserved for restores");
                } else if (!isReadable(entry.getFileName())) {
                    visitor.leftOut(prefix + name, "its name is not valid in the character set of this process");
                } else {
                    add(children, entry, prefix + name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // The directory was deleted since its parent was listed, and is treated as if it had never existed.
            return;
        } catch (AccessDeniedException e) {
            throw new BackupException(ErrorCode.FILE_UNREADABLE, e.getMessage(), e);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Returns whether a path below a root is reserved for restores, ignoring case, because some file systems do. */
    public static boolean isReserved(String path) {
        return path.regionMatches(true, 0, RESTORES, 0, RESTORES.length());
    }

    /** File names are bytes. A name that this process cannot decode cannot be reported either. */
    private static boolean isReadable(Path name) {
        try {
            return name.getFileSystem().getPath(name.toString()).equals(name);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void add(SortedDirectory children, Path entry, String path) throws IOException {
        try {
            children.add(SourceFile.look(entry, path));
        } catch (NoSuchFileException e) {
            // The file was deleted between the listing and the read of its attributes.
            return;
        }
    }

    /** Compares the UTF-8 bytes. Java's own order differs for characters beyond the first plane. */
    public static int compareBytes(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                int plane = Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
                return plane == 0 ? Character.compare(a, b) : plane;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
