package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The data directory of a suite. */
record SuiteDirectory(Path root) {

    SuiteDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Creates missing directories, readable only by their owner. */
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

    /** The package store. */
    Path store() {
        return root.resolve("store");
    }

    /** The files of the embedded EDMS. */
    Path edmsFiles() {
        return root.resolve("edms");
    }

    /** The servers and files that the suite was started with. */
    Path servers() {
        return root.resolve("servers.properties");
    }

    /** The file that exists while the suite is ready, with its addresses. */
    Path ready() {
        return root.resolve("suite.properties");
    }

    /** The file for a new log. The log of the previous start is kept beside it. */
    Path newLog(String name) throws IOException {
        Path log = root.resolve("logs").resolve(name + ".log");
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(name + ".log.before"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** Links to the log that PostgreSQL writes beside its data. */
    void linkPostgresLog() throws IOException {
        Path link = root.resolve("logs/postgres.log");
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, Path.of("..", "postgres.log"));
        }
    }
}
