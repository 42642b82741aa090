package org.edms.backup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class PreviousServerTest {

    @TempDir
    Path directory;

    private Path data;
    private Path lock;

    @BeforeEach
    void make() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        lock = data.resolve("postmaster.pid");
    }

    @Test
    void aLockOfAnEndedProcessIsDeleted() throws IOException {
        // given
        Files.writeString(lock, "4194305\n" + data + "\n");

        // when
        PreviousServer.awaitEnd(data);

        // then
        assertThat(lock).doesNotExist();
    }

    @Test
    void aLockWhoseProcessIdBelongsToAServerOnOtherDataIsDeleted() throws Exception {
        // given
        Process other = server(directory);
        Files.writeString(lock, other.pid() + "\n" + data + "\n");

        // when
        PreviousServer.awaitEnd(data);

        // then
        assertThat(lock).doesNotExist();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly().waitFor();
    }

    @Test
    void anIncompleteLockIsDeleted() throws IOException {
        // given
        Files.createFile(lock);

        // when
        PreviousServer.awaitEnd(data);

        // then
        assertThat(lock).doesNotExist();
    }

    @Test
    void itWaitsUntilTheServerHasEnded() throws Exception {
        // given
        Process server = server(data);
        Files.writeString(lock, server.pid() + "\n" + data + "\n");

        // when
        killSoon(server);
        PreviousServer.awaitEnd(data);

        // then
        assertThat(hasEnded(server)).isTrue();
        assertThat(lock).doesNotExist();
    }

    /** The state after kill -9 of the server's main process. */
    @Test
    void itWaitsUntilTheRemainingProcessesHaveEnded() throws Exception {
        // given
        Process left = server(data);
        Files.writeString(lock, "4194305\n" + data + "\n");

        // when
        killSoon(left);
        PreviousServer.awaitEnd(data);

        // then
        assertThat(hasEnded(left)).isTrue();
    }

    /** Java notices the end of a process a moment after the system. If nothing waited, the process would have 500 ms left. */
    private static boolean hasEnded(Process process) throws InterruptedException {
        return process.waitFor(100, TimeUnit.MILLISECONDS);
    }

    private static void killSoon(Process process) {
        Thread killer = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        });
        killer.start();
    }

    /** Looks like a PostgreSQL server: a program of that name that runs in a data directory. */
    private Process server(Path data) throws IOException {
        Path program = Files.copy(Path.of("/bin/sleep").toRealPath(), directory.resolve("postgres"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new ProcessBuilder(program.toString(), "15")
                .directory(data.toFile())
                .start();
    }
}
