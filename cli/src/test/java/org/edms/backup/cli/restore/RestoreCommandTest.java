package org.edms.backup.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.edms.backup.cli.TargetDatabases.dropKept;
import static org.edms.backup.cli.TargetDatabases.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.edms.backup.cli.Shell;
import org.edms.backup.cli.TargetDatabases;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores from the command line. */
@PostgresTest
class RestoreCommandTest {

    private static final String TABLES = "CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE); "
            + "CREATE TABLE paper (id serial PRIMARY KEY, code text NOT NULL UNIQUE, folder_id integer REFERENCES folder);";

    @TempDir
    Path directory;

    private String store;

    @BeforeEach
    void prepare() throws IOException {
        store = Files.createDirectory(directory.resolve("store")).toString();
    }

    @Test
    void aPlanOfADryRunIsAppliedOnce(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String name = backup(source);
        target.execute(TABLES + "INSERT INTO folder (name) VALUES ('out')");
        String plan = directory.resolve("plan.json").toString();

        // when
        Shell dry = restore(target, name, "--mode", "merge", "--dry-run", "--no-safety-backup", "--plan", plan);

        // then
        assertThat(dry.exitCode()).as(dry.errors()).isZero();
        assertThat(dry.output()).contains("public.folder").contains("nothing was changed");
        assertThat(number(target, "SELECT count(*) FROM paper")).isZero();

        // when
        Shell real = Shell.run("restore", "--plan", plan, "--db", target.url(), "--force", "--no-safety-backup");

        // then
        assertThat(real.exitCode()).as(real.errors()).isZero();
        assertThat(number(target, "SELECT count(*) FROM paper")).isEqualTo(2);

        // when
        Shell outdated = Shell.run("restore", "--plan", plan, "--store", store, "--db", target.url(), "--force");

        // then
        assertThat(outdated.exitCode()).isEqualTo(6);
        assertThat(outdated.message()).contains("PLAN_OUTDATED");
    }

    @Test
    void quarantinedRowsAreRetried(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String name = backup(source);
        target.execute(TABLES + "ALTER TABLE folder ADD CONSTRAINT no_out CHECK (name <> 'out')");
        String report = directory.resolve("report.json").toString();

        // when
        Shell partial = restore(target, name, "--mode", "merge", "--allow-partial", "--report", report);

        // then
        assertThat(partial.exitCode()).isEqualTo(4);
        assertThat(partial.output()).contains("set aside: public.folder out");
        assertThat(number(target, "SELECT count(*) FROM paper")).isEqualTo(1);

        // when
        target.execute("ALTER TABLE folder DROP CONSTRAINT no_out; UPDATE paper SET code = 'mine since'");
        Shell rest = Shell.run(
                "restore",
                "--only-quarantined",
                report,
                "--store",
                store,
                "--db",
                target.url(),
                "--force",
                "--no-safety-backup");

        // then
        assertThat(rest.exitCode()).as(rest.errors()).isZero();
        assertThat(number(
                        target,
                        "SELECT count(*) FROM paper p JOIN folder f ON f.id = p.folder_id WHERE f.name = 'out'"))
                .isEqualTo(1);
    }

    @Test
    void whatTheModelAsksForIsNoWarning(TestDatabase source, TestDatabase target) throws Exception {
        // given
        Path model = Files.writeString(directory.resolve("model.yaml"), """
                format: edms-model/2
                fileRoots: { storage: {} }
                tables:
                  scan: { key: [code], files: [{ root: storage, path: path, onConflict: keep }] }
                """);
        String table = "CREATE TABLE scan (code text UNIQUE, path text);";
        source.execute(table + "INSERT INTO scan VALUES ('theirs', '1.pdf')");
        target.execute(table + "INSERT INTO scan VALUES ('mine', '1.pdf')");
        Path there = Files.createDirectory(directory.resolve("there"));
        Path here = Files.createDirectory(directory.resolve("here"));
        Files.writeString(there.resolve("1.pdf"), "theirs");
        Files.writeString(here.resolve("1.pdf"), "mine");
        Shell made = Shell.run(
                "create",
                "--db",
                source.url(),
                "--store",
                store,
                "--files",
                "storage=" + there,
                "--model",
                model.toString());
        String name = made.output().lines().findFirst().orElseThrow();

        // when
        Shell restored = restore(target, name, "--mode", "merge", "--no-safety-backup", "--files", "storage=" + here);

        // then
        assertThat(restored.exitCode()).as(restored.errors()).isZero();
        assertThat(restored.output())
                .contains("note: Files of the target kept")
                .contains("storage/1.pdf")
                .doesNotContain("warning:");
        assertThat(here.resolve("1.pdf")).hasContent("mine");
    }

    @Test
    void undeclaredReferencesAreRefusedOrEndWithAWarning(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String tables = "CREATE TABLE tag (id serial PRIMARY KEY, name text NOT NULL UNIQUE); "
                + "CREATE TABLE letter (code text PRIMARY KEY, tag_id integer); ";
        source.execute(tables + "INSERT INTO tag SELECT i, 'tag' || i FROM generate_series(1, 40) i; "
                + "INSERT INTO letter SELECT 'n' || i, 1 + i % 40 FROM generate_series(1, 90) i");
        target.execute(tables + "INSERT INTO tag SELECT 41 - i, 'tag' || i FROM generate_series(1, 40) i");
        String name = create(source);

        // when
        Shell refused = restore(target, name, "--mode", "merge", "--no-safety-backup");

        // then
        assertThat(refused.exitCode()).isEqualTo(6);
        assertThat(refused.output() + refused.errors())
                .contains("below letter: references: - { column: tag_id, table: tag }");
        assertThat(number(target, "SELECT count(*) FROM letter")).isZero();

        // when
        Shell restored = restore(target, name, "--mode", "merge", "--no-safety-backup", "--allow-undeclared");

        // then
        assertThat(restored.exitCode()).as(restored.errors()).isEqualTo(3);
        assertThat(restored.output() + restored.errors())
                .contains("public.letter.tag_id references tag: 40 of 40 values are ids (name)");
        assertThat(number(target, "SELECT count(*) FROM letter")).isEqualTo(90);
    }

    @Test
    void aTargetWithDataNeedsConfirmation(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String name = backup(source);
        target.execute(TABLES + "INSERT INTO folder (name) VALUES ('mine')");

        // when
        Shell refused = Shell.run("restore", name, "--store", store, "--db", target.url(), "--mode", "merge");

        // then
        assertThat(refused.exitCode()).isEqualTo(6);
        assertThat(refused.message()).contains("CONFIRMATION_MISSING");
    }

    @Test
    void aMergeIsUndone(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String name = backup(source);
        target.execute(TABLES + "INSERT INTO folder (name) VALUES ('mine')");
        Shell merged = Shell.run(
                "restore", name, "--store", store, "--db", target.url(), "--mode", "merge", "--force", "--json");
        String id = merged.output().replaceAll("(?s).*?\"id\" : \"([0-9a-f-]{36})\".*", "$1");

        // when
        Shell wrong = Shell.run("restore", "undo", "nonsense", "--store", store, "--db", target.url(), "--force");
        Shell unknown = Shell.run("restore", "undo", "0000ffff", "--store", store, "--db", target.url(), "--force");
        Shell undone =
                Shell.run("restore", "undo", id.substring(28), "--store", store, "--db", target.url(), "--force");

        // then
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.errors()).doesNotContain("\tat ");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.message()).contains("NOT_FOUND");
        assertThat(undone.exitCode()).as(undone.errors()).isZero();
        assertThat(number(target, "SELECT count(*) FROM folder")).isEqualTo(1);
        dropKept(target);
    }

    @Test
    void theSafetyPackageIsInTheStoreWhereverThePackageIs(TestDatabase source, TestDatabase target) throws Exception {
        // given
        Path elsewhere = Files.move(
                Path.of(store, backup(source)),
                Files.createDirectory(directory.resolve("elsewhere")).resolve("moved.tar.zst"));
        target.execute(TABLES + "INSERT INTO folder (name) VALUES ('mine')");

        // when
        Shell merged = Shell.run(
                "restore", elsewhere.toString(), "--store", store, "--db", target.url(), "--mode", "merge", "--force");

        // then
        assertThat(merged.exitCode()).as(merged.errors()).isZero();
        String printed = merged.output().replaceAll("(?s).*safety package (\\S+)\nTo undo it.*", "$1");
        assertThat(Path.of(printed)).isRegularFile().hasParent(Path.of(store));
        String undo = merged.output().replaceAll("(?s).*To undo it: edms-backup ([^\n]+)\n.*", "$1");

        // when
        Shell undone = Shell.run(TargetDatabases.withPassword(undo, target));

        // then
        assertThat(undone.exitCode()).as(undone.errors()).isZero();
        assertThat(number(target, "SELECT count(*) FROM folder")).isEqualTo(1);
        dropKept(target);
    }

    @Test
    void aSafetyPackageNeedsAStore(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String name = backup(source);
        target.execute(TABLES + "INSERT INTO folder (name) VALUES ('mine')");

        // when
        Shell merged = Shell.run(
                "restore", Path.of(store, name).toString(), "--db", target.url(), "--mode", "merge", "--force");

        // then
        assertThat(merged.exitCode()).isEqualTo(2);
        assertThat(merged.errors()).contains("needs a package store").contains("--no-safety-backup");
        assertThat(number(target, "SELECT count(*) FROM folder")).isEqualTo(1);
    }

    @Test
    void aFailedRestoreWritesItsReport(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String name = backup(source);
        target.execute("CREATE TABLE folder (id serial PRIMARY KEY, name text NOT NULL UNIQUE)");
        Path report = directory.resolve("report.json");

        // when
        Shell failed = restore(target, name, "--mode", "merge", "--report", report.toString());

        // then
        assertThat(failed.exitCode()).isNotZero();
        assertThat(report).content().contains("SCHEMA_MISMATCH").contains("\"committed\" : false");
    }

    @Test
    void waitingFilesExitAsPartial(TestDatabase source, TestDatabase target) throws Exception {
        // given
        Path here = Files.createDirectory(directory.resolve("here"));
        Path there = Files.createDirectory(directory.resolve("there"));
        Files.writeString(Files.createDirectory(here.resolve("deep")).resolve("one.txt"), "one");
        source.execute(TABLES);
        target.execute(TABLES);
        String name = Shell.run("create", "--db", source.url(), "--files", "storage=" + here, "--store", store)
                .output()
                .lines()
                .findFirst()
                .orElseThrow();
        String id = "01890000-0000-7000-8000-000000000001";
        Path obstacle = there.resolve("deep");
        Thread stands = new Thread(
                () -> createOnceThereIs(there.resolve(".edms-restore-" + id + "/new/deep/one.txt"), obstacle));
        stands.setDaemon(true);
        stands.start();
        String[] more = {"--mode", "merge", "--files", "storage=" + there, "--id", id};

        // when
        Shell waiting = restore(target, name, more);

        // then
        assertThat(waiting.exitCode()).as(waiting.errors()).isEqualTo(4);
        assertThat(waiting.output()).contains("FILES_WAITING").contains("one.txt");

        // when
        Files.delete(obstacle);
        Shell again = restore(target, name, more);

        // then
        assertThat(again.exitCode()).as(again.errors()).isZero();
        assertThat(there.resolve("deep/one.txt")).hasContent("one");
    }

    /** Creates the obstacle while rows are restored: the restore would reject it if it existed before. */
    private static void createOnceThereIs(Path staged, Path obstacle) {
        try {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> Files.exists(staged));
            Files.createFile(obstacle);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void dataKeptForUndoIsListedAndDiscarded(TestDatabase source, TestDatabase target) throws Exception {
        // given
        Path here = Files.createDirectory(directory.resolve("here"));
        Path there = Files.createDirectory(directory.resolve("there"));
        Files.writeString(here.resolve("one.txt"), "one");
        Files.writeString(there.resolve("one.txt"), "another");
        source.execute(TABLES);
        target.execute(TABLES);
        String name = Shell.run("create", "--db", source.url(), "--files", "storage=" + here, "--store", store)
                .output()
                .lines()
                .findFirst()
                .orElseThrow();
        String id = "01890000-0000-7000-8000-00000000abcd";
        String files = "storage=" + there;
        assertThat(restore(target, name, "--files", files, "--id", id).exitCode())
                .isZero();
        String database = target.name() + "_before_0000abcd";

        // when
        Shell list = Shell.run("restore", "undo", "--list", "--db", target.url(), "--files", files);

        // then
        assertThat(list.exitCode()).as(list.errors()).isZero();
        assertThat(list.output()).contains("0000abcd").contains(database).contains(".edms-restore-" + id);

        // when
        Shell unasked = Shell.run("restore", "undo", "--discard", id, "--db", target.url(), "--files", files);
        Shell unknown = Shell.run("restore", "undo", "--discard", "0000abce", "--db", target.url(), "--force");
        Shell both = Shell.run("restore", "undo", "--list", "--discard", id, "--db", target.url());

        // then
        assertThat(unasked.exitCode()).isEqualTo(6);
        assertThat(unknown.message()).contains("NOT_FOUND");
        assertThat(both.exitCode()).isEqualTo(2);

        // when
        Shell withoutFiles = Shell.run("restore", "undo", id, "--db", target.url(), "--store", store, "--force");

        // then
        assertThat(withoutFiles.message()).contains("NOT_FOUND").contains("--files storage=DIR");

        // when
        Shell discarded = Shell.run(
                "restore", "undo", "--discard", "0000abcd", "--db", target.url(), "--files", files, "--force");

        // then
        assertThat(discarded.exitCode()).as(discarded.errors()).isZero();
        assertThat(number(target, "SELECT count(*) FROM pg_database WHERE datname = '" + database + "'"))
                .isZero();
        assertThat(there).isDirectoryNotContaining("glob:**/.edms-restore-*");
        assertThat(there.resolve("one.txt")).hasContent("one");
    }

    @Test
    void aPackageIsRestoredForATest(TestDatabase source) throws Exception {
        // given
        String name = backup(source);

        // when
        Shell tested = Shell.run("test-restore", name, "--store", store, "--db", source.url());

        // then
        assertThat(tested.exitCode()).as(tested.errors()).isZero();
        assertThat(tested.output()).contains("public.paper").contains("0 failed");
        assertThat(number(source, "SELECT count(*) FROM pg_database WHERE datname LIKE 'edms_restore%'"))
                .isZero();
    }

    @Test
    void missingOptionsAreReported(TestDatabase source, TestDatabase target) throws Exception {
        // given
        String name = backup(source);

        // then
        assertThat(Shell.run("restore", "--store", store, "--db", target.url()).exitCode())
                .isEqualTo(2);
        assertThat(Shell.run("restore", "no.tar.zst", "--store", store, "--db", target.url())
                        .message())
                .contains("no.tar.zst");
        assertThat(restore(target, name, "--mode", "sideways").exitCode()).isEqualTo(2);
        assertThat(restore(target, name, "--skip-files", "--skip-database").exitCode())
                .isEqualTo(2);
    }

    private String backup(TestDatabase source) throws SQLException {
        source.execute(TABLES + "INSERT INTO folder (name) VALUES ('in'), ('out'); "
                + "INSERT INTO paper (code, folder_id) VALUES ('P1', 1), ('P2', 2)");
        return create(source);
    }

    private String create(TestDatabase source) {
        Shell made = Shell.run("create", "--type", "database", "--db", source.url(), "--store", store);
        return made.output().lines().findFirst().orElseThrow();
    }

    private Shell restore(TestDatabase target, String name, String... more) {
        String[] all = new String[7 + more.length];
        System.arraycopy(
                new String[] {"restore", name, "--store", store, "--db", target.url(), "--force"}, 0, all, 0, 7);
        System.arraycopy(more, 0, all, 7, more.length);
        return Shell.run(all);
    }
}
