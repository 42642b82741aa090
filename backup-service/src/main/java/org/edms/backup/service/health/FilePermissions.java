package org.edms.backup.service.health;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/** Finds files that other users may read or write. */
final class FilePermissions {

    private static final Set<PosixFilePermission> WRITE =
            Set.of(PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);
    private static final Set<PosixFilePermission> SECRET = Set.of(
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE);

    private final CheckResult result;

    FilePermissions(CheckResult result) {
        this.result = result;
    }

    void store(Path root) throws IOException {
        if (!hasModes(root)) {
            return;
        }
        Packages packages = new Packages();
        Files.walkFileTree(root, packages);
        result.metric("packages_others_may_read", packages.readable);
        if (packages.readable > 0) {
            result.warning(packages.readable + " packages are readable by all users of the machine: chmod o-r");
        }
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(root);
        if (modes.contains(PosixFilePermission.OTHERS_WRITE) || packages.writable > 0) {
            result.critical("the store is writable by all users of the machine: chmod -R o-w " + root);
        }
    }

    /** Only the service may read private keys. */
    void secrets(List<Path> files) throws IOException {
        for (Path file : files) {
            if (hasModes(file) && Files.getPosixFilePermissions(file).stream().anyMatch(SECRET::contains)) {
                boolean writable = Files.getPosixFilePermissions(file).stream().anyMatch(WRITE::contains);
                result.critical(
                        "other users may %s the key %s: chmod 600".formatted(writable ? "alter" : "read", file));
            }
        }
    }

    private static boolean hasModes(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix");
    }

    private static final class Packages extends SimpleFileVisitor<Path> {

        private long readable;
        private long writable;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) throws IOException {
            String name = file.getFileName().toString();
            if (name.matches(".*\\.tar(\\.zst|\\.gz)?(\\.age)?")) {
                Set<PosixFilePermission> modes =
                        Files.readAttributes(file, PosixFileAttributes.class).permissions();
                readable += modes.contains(PosixFilePermission.OTHERS_READ) ? 1 : 0;
                writable += modes.contains(PosixFilePermission.OTHERS_WRITE) ? 1 : 0;
            }
            return FileVisitResult.CONTINUE;
        }

        /** Ignores a file that was deleted meanwhile. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
