package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.cli.TargetDatabases.dropKept;
import static org.edms.backup.cli.TargetDatabases.number;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.edms.backup.testing.Campaign;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.SmallDisk;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a full directory for temporary files, a command fails and changes nothing, or does not need the space. */
@Tag("campaign")
@PostgresTest
class FullTemporaryDirectoryTest {

    private static final int TRIALS = Math.max(5, Integer.getInteger("edms.test.kills", 100) / 5);
    private static final int FILES = 2000;
    private static final int ROWS = 5000;

    /** More than any command needs in this test. */
    private static final int MOST_BYTES = 4_000_000;

    @TempDir
    Path directory;

    private Path store;
    private Path here;
    private Path there;
    private SmallDisk temporary;
    private CommandProcess command;

    @BeforeEach
    void prepare() throws IOException {
        temporary = SmallDisk.mount(16).orElse(null);
        assumeTrue(temporary != null, "this process may mount a file system");
        command = new CommandProcess(
                directory.resolve("output"), "-XX:-UsePerfData", "-Djava.io.tmpdir=" + temporary.path());
        store = Files.createDirectory(directory.resolve("store"));
        here = Files.createDirectory(directory.resolve("here"));
        there = Files.createDirectory(directory.resolve("there"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(here.resolve("document-with-a-name-that-takes-some-room-in-a-list-" + i), "content");
        }
    }

    @AfterEach
    void unmount() {
        if (temporary != null) {
            temporary.close();
        }
    }

    @Test
    void aBackupIsCompleteOrAbsent(TestDatabase source) throws Exception {
        // given
        source.execute(table() + rows());
        Random random = Campaign.random("full temporary directory, backup");
        int made = 0;
        for (int i = 0; i < TRIALS; i++) {
            // when
            temporary.fill(random.nextInt(MOST_BYTES));
            int exit = command.run(
                    "create", "--db", source.url(), "--files", "storage=" + here, "--store", store.toString());
            temporary.release();

            // then
            List<Path> left = names(store);
            assertThat(exit).as(command.printed()).isIn(0, 1);
            assertThat(left).as(command.printed()).hasSize(exit == 0 ? 3 : 0);
            if (exit != 0) {
                assertThat(command.printed()).contains("DISK_FULL");
            }
            for (Path each : left) {
                Files.delete(each);
            }
            assertThat(names(temporary.path())).isEmpty();
            made += exit == 0 ? 1 : 0;
        }
        Campaign.report(
                "temporary directory full, backup", TRIALS, made + " packages, the others failed with nothing left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "replace"})
    void aRestoreIsCompleteOrChangesNothing(String mode, TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(table() + rows());
        target.execute(table());
        String name = directory.resolve("package.tar.zst").toString();
        assertThat(command.run("create", "--db", source.url(), "--files", "storage=" + here, "--output", name))
                .isZero();
        Random random = Campaign.random("full temporary directory, " + mode);
        int restored = 0;
        for (int i = 0; i < TRIALS; i++) {
            // when
            temporary.fill(random.nextInt(MOST_BYTES));
            int exit = command.run(
                    "restore",
                    name,
                    "--db",
                    target.url(),
                    "--files",
                    "storage=" + there,
                    "--store",
                    store.toString(),
                    "--mode",
                    mode,
                    "--force",
                    "--no-safety-backup");
            temporary.release();

            // then
            assertThat(exit).as(command.printed()).isIn(0, 1);
            assertThat(number(target, "SELECT count(*) FROM line"))
                    .as(command.printed())
                    .isEqualTo(exit == 0 ? ROWS : 0);
            assertThat(names(there)).as(command.printed()).hasSize(exit == 0 ? FILES : 0);
            assertThat(number(target, "SELECT count(*) FROM pg_database WHERE datname LIKE 'edms_restore%'"))
                    .isZero();
            if (exit != 0) {
                assertThat(command.printed()).contains("DISK_FULL");
            }
            assertThat(names(temporary.path())).isEmpty();
            target.execute("TRUNCATE line");
            for (Path each : names(there)) {
                Files.delete(each);
            }
            dropKept(target);
            restored += exit == 0 ? 1 : 0;
        }
        Campaign.report(
                "temporary directory full, " + mode,
                TRIALS,
                restored + " restored, the others failed with nothing changed");
    }

    private static String table() {
        return "CREATE TABLE line (id serial PRIMARY KEY, code text NOT NULL UNIQUE);";
    }

    private static String rows() {
        return "INSERT INTO line (code) SELECT md5(n::text) FROM generate_series(1, " + ROWS + ") n";
    }

    private static List<Path> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
