package org.edms.backup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;

/** Directories for servers: a new one for each start, and one that all test processes of this user share. */
final class TestDirectories {

    private TestDirectories() {}

    static Path shared() {
        return Path.of(System.getProperty("user.home"), ".cache", "edms-backup");
    }

    static Path create(String purpose) {
        try {
            return Files.createTempDirectory("edms-backup-test-" + purpose + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("No directory for " + purpose, e);
        }
    }

    static void delete(Path directory) {
        try {
            PathUtils.deleteDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + directory, e);
        }
    }
}
