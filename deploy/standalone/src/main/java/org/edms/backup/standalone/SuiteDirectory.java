package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The one directory that holds everything of a suite. */
record SuiteDirectory(Path root) {

    SuiteDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Makes what is missing; others see nothing of it. */
    void prepare() throws IOException {
        Files.createDirectories(root.getParent());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(root, ownerOnly);
        for (Path directory : new Path[] {keys(), root.resolve("logs"), store()}) {
            Files.createDirectories(directory, ownerOnly);
        }
    }

    Path keys() {
        return root.resolve("keys");
    }

    Path ports() {
        return root.resolve("ports.properties");
    }

    Path programs() {
        return root.resolve("programs");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    /** The packages. */
    Path store() {
        return root.resolve("store");
    }

    /** Of the application that comes with the suite where none is named. */
    Path edmsFiles() {
        return root.resolve("edms");
    }

    /** Which servers and files the suite was started with. */
    Path servers() {
        return root.resolve("servers.properties");
    }

    /** What is said of a suite that is ready. */
    Path ready() {
        return root.resolve("suite.properties");
    }

    /** A new log; the one of the start before is kept beside it. */
    Path newLog(String name) throws IOException {
        Path log = root.resolve("logs").resolve(name + ".log");
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(name + ".log.before"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** PostgreSQL writes beside its data. */
    void linkPostgresLog() throws IOException {
        Path link = root.resolve("logs/postgres.log");
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, Path.of("..", "postgres.log"));
        }
    }
}
