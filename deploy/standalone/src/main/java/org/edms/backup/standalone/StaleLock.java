package org.edms.backup.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a server that was killed, or is still stopping, has left in a data directory of PostgreSQL. */
final class StaleLock {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private StaleLock() {}

    /**
     * Waits for the end of a server that is still there, and of what outlives its first process for a moment. The lock file
     * that remains is deleted: after the machine has started anew, its process id may be that of another program, which
     * PostgreSQL would take for a server.
     */
    static void await(Path data) throws IOException {
        Path real = data.toRealPath();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ProcessHandle.allProcesses().anyMatch(process -> serves(process, real))) {
            if (System.nanoTime() > deadline) {
                throw new ServerStartException("Another PostgreSQL server runs on " + data);
            }
            pause();
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    /** All processes of a server work in its data directory. Those that are somebody else's do not tell, and are none of ours. */
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
            throw new ServerStartException("Interrupted while another PostgreSQL server stopped", e);
        }
    }
}
