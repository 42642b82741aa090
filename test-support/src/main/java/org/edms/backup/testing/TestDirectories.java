package org.edms.backup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;

/**
 * Directories for servers and tests: new ones, in memory where there is enough of it, and one on disk that all test processes of
 * this user share. The tests create and flush tens of thousands of files: in memory this takes a fraction of the time.
 */
final class TestDirectories {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH_BYTES = 4L << 30;

    private TestDirectories() {}

    static Path shared() {
        return Path.of(System.getProperty("user.home"), ".cache", "edms-backup");
    }

    static Path create(String purpose) {
        try {
            String prefix = "edms-backup-test-" + purpose + "-";
            return isMemoryEnough() ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("No directory for " + purpose, e);
        }
    }

    private static boolean isMemoryEnough() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ENOUGH_BYTES;
    }

    static void delete(Path directory) {
        try {
            PathUtils.deleteDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + directory, e);
        }
    }
}
