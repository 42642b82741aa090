package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The previous PostgreSQL server of a data directory, which was killed or is still stopping. */
final class PreviousServer {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private PreviousServer() {}

    /**
     * Waits until all processes of the server have ended, then deletes a remaining lock file. After a reboot, the process id in it
     * may belong to another program, which PostgreSQL would mistake for a running server.
     */
    static void awaitEnd(Path data) throws IOException {
        Path real = data.toRealPath();
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (ProcessHandle.allProcesses().anyMatch(process -> serves(process, real))) {
            if (System.nanoTime() > deadline) {
                throw new ServerStartException("Another PostgreSQL server is running on " + data);
            }
            pause();
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    /** All processes of a server run in its data directory. Processes of other users are unreadable, and are not ours. */
    private static boolean serves(ProcessHandle process, Path data) {
        Path directory = Path.of("/proc", Long.toString(process.pid()));
        try {
            return Files.readSymbolicLink(directory.resolve("cwd")).equals(data)
                    && Files.readSymbolicLink(directory.resolve("exe"))
                            .getFileName()
                            .toString()
                            .startsWith("postgres");
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("Interrupted while waiting for another PostgreSQL server to stop", e);
        }
    }
}
