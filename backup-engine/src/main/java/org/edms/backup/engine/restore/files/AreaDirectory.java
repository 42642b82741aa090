package org.edms.backup.engine.restore.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.source.FileTree;
import org.edms.backup.model.id.RestoreJobId;

/** The directory {@code .edms-restore-ID} in a root, with handles that are opened when they are first needed. */
final class AreaDirectory implements Closeable {

    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path root;
    private final Path name;
    private SecureTree rootTree;
    private SecureTree tree;

    AreaDirectory(Path root, RestoreJobId id) {
        this.root = root;
        this.name = Path.of(FileTree.RESTORES + id);
    }

    /** Returns the restores that have such a directory in a root. */
    static List<RestoreJobId> idsIn(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<RestoreJobId> found = new ArrayList<>();
        try (DirectoryStream<Path> areas = Files.newDirectoryStream(root, FileTree.RESTORES + "*")) {
            for (Path each : areas) {
                idOf(each).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Returns the restore that a directory belongs to; empty if the directory has another purpose. */
    static Optional<RestoreJobId> idOf(Path directory) {
        try {
            return Optional.of(
                    RestoreJobId.parse(directory.getFileName().toString().substring(FileTree.RESTORES.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Path root() {
        return root;
    }

    Path path() {
        return root.resolve(name);
    }

    boolean exists() throws IOException {
        return Files.isDirectory(root) && rootTree().isDirectory(name);
    }

    /** Returns whether anything has the name of this directory. */
    boolean isNameTaken() throws IOException {
        return rootTree().attributes(name).isPresent();
    }

    void create() throws IOException {
        Files.createDirectory(path(), PRIVATE_DIRECTORY);
    }

    synchronized SecureTree rootTree() throws IOException {
        if (rootTree == null) {
            rootTree = SecureTree.open(root);
        }
        return rootTree;
    }

    synchronized SecureTree tree() throws IOException {
        if (tree == null) {
            tree = rootTree().subtree(name);
        }
        return tree;
    }

    void delete() throws IOException {
        closeTree();
        rootTree().deleteTree(name);
    }

    private void closeTree() throws IOException {
        if (tree != null) {
            tree.close();
            tree = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeTree();
        if (rootTree != null) {
            rootTree.close();
        }
    }
}
