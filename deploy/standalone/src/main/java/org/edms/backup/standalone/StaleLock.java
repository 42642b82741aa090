package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a server that was killed, or is still stopping, has left in a data directory of PostgreSQL. */
final class StaleLock {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private StaleLock() {}

    /**
     * Waits for the end of a server that is still there. A lock file whose process id belongs to another program by now, as
     * happens after the machine has started anew, is deleted: PostgreSQL would take that program for a server.
     */
    static void await(Path data) throws IOException {
        Path lockFile = data.resolve("postmaster.pid");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (Files.exists(lockFile)) {
            if (!isServer(lockFile)) {
                Files.deleteIfExists(lockFile);
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new ServerStartException("Another PostgreSQL server runs on " + data);
            }
            pause();
        }
    }

    private static boolean isServer(Path lockFile) throws IOException {
        try {
            List<String> lines = Files.readAllLines(lockFile);
            if (lines.isEmpty()) {
                return false;
            }
            Path commandLine = Path.of("/proc", lines.get(0).strip(), "cmdline");
            return Files.readString(commandLine, StandardCharsets.ISO_8859_1).contains("postgres");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("Interrupted while another PostgreSQL server stopped", e);
        }
    }
}
