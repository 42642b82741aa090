package org.edms.backup.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.cli.TargetDatabases.dropKept;
import static org.edms.backup.cli.TargetDatabases.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A killed restore is complete or has changed nothing, and the next one cleans up. */
@Tag("long")
@Tag("repeated")
@PostgresTest
class KilledRestoreTest {

    /** Increase it with {@code -Dedms.test.kills=30}. */
    private static final int KILLS = Integer.getInteger("edms.test.kills", 2);

    private static final int LONGEST_MILLIS = 5000;
    private static final int FILES = 500;
    private static final long ROWS = 100_000;

    @TempDir
    Path directory;

    private Path store;
    private Path here;
    private Path there;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store"));
        here = Files.createDirectory(directory.resolve("here"));
        there = Files.createDirectory(directory.resolve("there"));
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        for (int i = 0; i < FILES; i++) {
            Files.write(here.resolve("document-" + i), noise);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "replace"})
    void aKilledRestoreIsCompleteOrChangesNothing(String mode, TestDatabase source, TestDatabase target)
            throws Exception {
        // given
        source.execute("CREATE TABLE kinds (id serial PRIMARY KEY, name text NOT NULL UNIQUE); "
                + "CREATE TABLE lines (id serial PRIMARY KEY, code text NOT NULL UNIQUE, kind_id integer REFERENCES kinds); "
                + "INSERT INTO kinds (name) VALUES ('a'), ('b')");
        target.execute("CREATE TABLE kinds (id serial PRIMARY KEY, name text NOT NULL UNIQUE); "
                + "CREATE TABLE lines (id serial PRIMARY KEY, code text NOT NULL UNIQUE, kind_id integer REFERENCES kinds); "
                + "INSERT INTO kinds (name) VALUES ('b'), ('a')");
        source.execute(
                "INSERT INTO lines (code, kind_id) SELECT n::text, 1 + n % 2 FROM generate_series(1, " + ROWS + ") n");
        String name = directory.resolve("package.tar.zst").toString();
        assertThat(Shell.run("create", "--db", source.url(), "--files", "storage=" + here, "--output", name)
                        .exitCode())
                .isZero();
        long longest = millisOf(name, mode, target);
        Random random = Campaign.random("kill restores, " + mode);
        int committed = 0;
        int staged = 0;

        for (int i = 0; i < KILLS; i++) {
            // when
            Process restore = start(name, mode, target);
            restore.waitFor(random.nextLong(longest), TimeUnit.MILLISECONDS);
            restore.destroyForcibly().waitFor();

            // then
            assertThat(number(target, "SELECT count(*) FROM lines")).isIn(0L, ROWS);
            if (number(target, "SELECT count(*) FROM lines") > 0) {
                committed++;
                assertThat(start(name, mode, target).waitFor()).isZero();
                assertThat(placed()).hasSize(FILES);
                reset(target);
            } else {
                staged += areas().isEmpty() ? 0 : 1;
                assertThat(placed()).isEmpty();
            }
        }
        assertThat(start(name, mode, target).waitFor()).isZero();
        assertThat(number(
                        target,
                        "SELECT count(*) FROM lines l JOIN kinds k ON k.id = l.kind_id "
                                + "WHERE k.name = CASE WHEN l.code::integer % 2 = 0 THEN 'a' ELSE 'b' END"))
                .isEqualTo(ROWS);
        assertThat(placed()).hasSize(FILES);
        assertThat(number(target, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'edms_restore%'"))
                .isZero();
        assertThat(number(target, "SELECT count(*) FROM pg_database WHERE datname LIKE 'edms_restore%'"))
                .isZero();
        try (Stream<Path> all = Files.walk(there)) {
            assertThat(all.filter(path -> path.endsWith("new"))).isEmpty();
        }
        dropKept(target);
        Campaign.report(
                "restores killed, " + mode,
                KILLS,
                committed + " after and " + (KILLS - committed) + " before the commit, " + staged
                        + " of these with staged files; target as before or as after each time, next restore completes");
    }

    @Test
    void aKilledRestoreIsCleanedUpAndDoesNotDisturbOthers(TestDatabase source, TestDatabase one, TestDatabase other)
            throws Exception {
        // given
        String table = "CREATE TABLE lines (id serial PRIMARY KEY, code text NOT NULL UNIQUE);";
        source.execute(table + "INSERT INTO lines (code) SELECT n::text FROM generate_series(1, " + ROWS + ") n");
        one.execute(table);
        other.execute(table);
        String name = directory.resolve("package.tar.zst").toString();
        assertThat(Shell.run("create", "--db", source.url(), "--type", "database", "--output", name)
                        .exitCode())
                .isZero();
        Random random = Campaign.random("kill one of two restores");
        int kills = Math.max(1, KILLS / 2);

        for (int i = 0; i < kills; i++) {
            // when
            Process killed = start(name, "replace", one, directory.resolve("killed"));
            Process living = start(name, "replace", other);
            killed.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
            killed.destroyForcibly().waitFor();

            // then
            assertThat(living.waitFor())
                    .as(Files.readString(directory.resolve("output")))
                    .isZero();
            assertThat(number(other, "SELECT count(*) FROM lines")).isEqualTo(ROWS);
            assertThat(number(one, "SELECT count(*) FROM lines")).isIn(0L, ROWS);
            reset(one);
            reset(other);
        }
        assertThat(start(name, "replace", one).waitFor()).isZero();
        assertThat(number(one, "SELECT count(*) FROM pg_database WHERE datname LIKE 'edms_restore%'"))
                .isZero();
        dropKept(one);
        Campaign.report("one of two restores on a server killed", kills, "the other completes; the next removes all");
    }

    @Test
    void aKilledRestoreOrUndoOfFilesIsCompletedOrRolledBack() throws Exception {
        // given
        String name = directory.resolve("package.tar.zst").toString();
        assertThat(Shell.run("create", "--files", "storage=" + here, "--type", "files", "--output", name)
                        .exitCode())
                .isZero();
        for (int i = 0; i < FILES; i += 2) {
            Files.writeString(there.resolve("document-" + i), "mine");
        }
        Random random = Campaign.random("kill restores of files");

        for (int i = 0; i < KILLS; i++) {
            // when
            String id = UUID.randomUUID().toString();
            killed(random, "restore", name, "--skip-database", "--id", id);
            killed(random, "restore", "undo", id);

            // then
            int undone = run("restore", "undo", id).waitFor();
            if (undone == 0 || placed().size() == FILES / 2) {
                assertThat(mine()).isEqualTo(FILES / 2);
                continue;
            }
            assertThat(run("restore", name, "--skip-database", "--id", id).waitFor())
                    .isZero();
            assertThat(placed()).hasSize(FILES);
            assertThat(mine()).isZero();
            assertThat(run("restore", "undo", id).waitFor()).isZero();
            assertThat(mine()).isEqualTo(FILES / 2);
        }
        String last = UUID.randomUUID().toString();
        assertThat(run("restore", name, "--skip-database", "--id", last).waitFor())
                .isZero();
        assertThat(run("restore", "undo", last).waitFor()).isZero();
        assertThat(placed()).hasSize(FILES / 2);
        try (Stream<Path> all = Files.list(there)) {
            assertThat(all.filter(path -> path.getFileName().toString().startsWith(".edms-restore")))
                    .isEmpty();
        }
        Campaign.report("restores of files and undos killed", 2L * KILLS, "all files of before or of after each time");
    }

    /** The duration of a complete restore, over which the kills are spread. */
    private long millisOf(String name, String mode, TestDatabase target) throws Exception {
        long start = System.nanoTime();
        assertThat(start(name, mode, target).waitFor()).isZero();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        reset(target);
        return millis;
    }

    private void reset(TestDatabase target) throws IOException, SQLException {
        target.execute("TRUNCATE lines");
        for (Path file : placed()) {
            Files.delete(file);
        }
        dropKept(target);
    }

    private List<Path> areas() throws IOException {
        try (Stream<Path> all = Files.list(there)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private long mine() throws IOException {
        long mine = 0;
        for (Path file : placed()) {
            mine += Files.size(file) == "mine".length() ? 1 : 0;
        }
        return mine;
    }

    private void killed(Random random, String... arguments) throws Exception {
        Process process = run(arguments);
        process.waitFor(random.nextInt(LONGEST_MILLIS / 2), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private Process run(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--files", "storage=" + there, "--store", store.toString(), "--force"));
        return new CommandProcess(directory.resolve("output")).start(all.toArray(String[]::new));
    }

    /** The files of the root, except the lock file that a killed restore leaves behind unlocked. */
    private List<Path> placed() throws IOException {
        try (Stream<Path> all = Files.list(there)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.getFileName().toString().startsWith(".edms-restore"))
                    .toList();
        }
    }

    private Process start(String name, String mode, TestDatabase target) throws IOException {
        return start(name, mode, target, directory.resolve("output"));
    }

    private Process start(String name, String mode, TestDatabase target, Path output) throws IOException {
        return new CommandProcess(output)
                .start(
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
    }
}
