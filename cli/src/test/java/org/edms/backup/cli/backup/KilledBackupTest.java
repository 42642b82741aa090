package org.edms.backup.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.edms.backup.cli.CommandProcess;
import org.edms.backup.cli.Shell;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A killed backup leaves no incomplete package, and the next backup removes what else it left. */
@Tag("long")
@Tag("repeated")
@PostgresTest
class KilledBackupTest {

    /** Increase it with {@code -Dedms.test.kills=20}. */
    private static final int KILLS = Integer.getInteger("edms.test.kills", 2);

    private static final int LONGEST_MILLIS = 1500;
    private static final int FILES = 1500;

    @TempDir
    Path directory;

    private Path store;
    private Path files;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        files = Files.createDirectory(directory.resolve("files"));
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        for (int i = 0; i < FILES; i++) {
            Files.write(files.resolve("document-" + i), noise);
        }
    }

    @Test
    void aKilledBackupLeavesNoIncompletePackage(TestDatabase database) throws Exception {
        // given
        fill(database);
        Random random = Campaign.random("kill backups");

        for (int i = 0; i < KILLS; i++) {
            // when
            Process backup = start(database);
            waitUntilItWrites(backup);
            boolean ended = backup.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
            backup.destroyForcibly().waitFor();

            // then
            everyListedPackageIsWhole(ended ? "after its end" : "killed");
        }
        Process last = start(database);
        assertThat(last.waitFor()).isZero();
        assertThat(names()).hasSize(3).noneMatch(name -> name.endsWith(".partial"));
        everyListedPackageIsWhole("at the end");
        Campaign.report("backups killed", KILLS, "every listed package is whole; no partial file stays");
    }

    /** SIGTERM works like Ctrl-C, whose signal background processes of a shell ignore. */
    @Test
    void anInterruptedBackupCleansUp(TestDatabase database) throws Exception {
        // given
        fill(database);
        Process backup = start(database);
        waitUntilItWrites(backup);

        // when
        new ProcessBuilder("kill", "-TERM", Long.toString(backup.pid())).start().waitFor();

        // then
        assertThat(backup.waitFor()).isNotZero();
        assertThat(names()).isEmpty();
    }

    private void waitUntilItWrites(Process backup) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMinutes(2))
                .until(() -> !backup.isAlive() || names().stream().anyMatch(name -> name.endsWith(".partial")));
    }

    private void everyListedPackageIsWhole(String when) throws IOException {
        for (String name : names()) {
            if (name.endsWith(".tar.zst")) {
                Shell verified = Shell.run("verify", store.resolve(name).toString());
                assertThat(verified.exitCode())
                        .as(when + ": " + verified.output())
                        .isZero();
                Files.delete(store.resolve(name));
                Files.delete(store.resolve(name + ".sha256"));
                Files.delete(store.resolve(name + ".seal"));
            }
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(store)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(".edms-backup"))
                    .toList();
        }
    }

    private static void fill(TestDatabase database) throws SQLException {
        database.execute("CREATE TABLE lines AS SELECT n, md5(n::text) AS text FROM generate_series(1, 1000000) n");
    }

    private Process start(TestDatabase database) throws IOException {
        return new CommandProcess(directory.resolve("output"))
                .start("create", "--db", database.url(), "--files", "storage=" + files, "--store", store.toString());
    }
}
