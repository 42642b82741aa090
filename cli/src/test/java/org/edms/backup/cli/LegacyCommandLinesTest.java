package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.cli.remote.FakeService;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command lines of the earlier system still work. */
@PostgresTest
class LegacyCommandLinesTest {

    private static final String SCHEMA = "CREATE TABLE paper (code text PRIMARY KEY);";

    @TempDir
    Path store;

    @TempDir
    Path files;

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(files.resolve("document.txt"), "content");
    }

    @Test
    void restoreFromPackageReplacesTheTarget(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(SCHEMA + "INSERT INTO paper VALUES ('a')");
        target.execute(SCHEMA + "INSERT INTO paper VALUES ('mine')");
        String name = created(source, "--type", "database");
        String[] options = {"--type", "database", "--backup-current", "--skip-interactive", "--with-reinit"};

        // when
        Shell unconfirmed = restore("restore_from_package", name, target, options);
        Shell restored = restore(
                "restore_from_package",
                name,
                target,
                Stream.concat(Stream.of(options), Stream.of("--confirm")).toArray(String[]::new));

        // then
        assertThat(unconfirmed.exitCode()).isEqualTo(6);
        assertThat(restored.exitCode()).as(restored.errors()).isZero();
        assertThat(papers(target)).isEqualTo("a");
        assertThat(restored.output()).contains("_before_");
        target.execute(
                "DROP DATABASE " + restored.output().replaceAll("(?s).*(" + target.name() + "_before_\\w+).*", "$1"));
    }

    @Test
    void withReinitMergesAnExportAndReportsIt(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(SCHEMA + "INSERT INTO paper VALUES ('a')");
        target.execute(SCHEMA + "INSERT INTO paper VALUES ('mine')");
        Path model = Files.writeString(
                files.resolve("model.yaml"), "format: edms-model/1\ntables:\n  paper:\n    key: [code]\n");
        String name = created(source, "--type", "export", "--model", model.toString());

        // when
        Shell restored = restore("restore_from_package", name, target, "--with-reinit", "--confirm", "--skip-files");
        Shell contradicting = restore("restore_from_package", name, target, "--backup-current", "--no-safety-backup");

        // then
        assertThat(restored.exitCode()).as(restored.errors()).isEqualTo(3);
        assertThat(restored.errors()).contains("--with-reinit: an export is merged");
        assertThat(papers(target)).isEqualTo("a,mine");
        assertThat(contradicting.exitCode()).isEqualTo(2);
    }

    @Test
    void restoreBackupAcceptsTheTypeSelective(TestDatabase source, TestDatabase target) throws Exception {
        // given
        source.execute(SCHEMA + "INSERT INTO paper VALUES ('a')");
        String name = created(source, "--type", "full");

        // when
        Shell restored = restore("restore_backup", name, target, "--type", "selective", "--skip-files", "--force");

        // then
        assertThat(restored.exitCode()).as(restored.errors()).isZero();
        assertThat(papers(target)).isEqualTo("a");
    }

    @Test
    void testRestoreTestsOnePartOfTheLatestPackage(TestDatabase source) throws Exception {
        // given
        source.execute(SCHEMA + "INSERT INTO paper VALUES ('a')");
        created(source, "--type", "database");
        String latest = created(source, "--type", "full");

        // when
        Shell database = test(source, "database");
        Shell stored = test(source, "files");

        // then
        assertThat(database.exitCode()).as(database.errors()).isZero();
        assertThat(database.errors()).contains("testing the latest, " + latest);
        assertThat(database.output()).contains("public.paper").doesNotContain("storage");
        assertThat(stored.exitCode()).as(stored.errors()).isZero();
        assertThat(stored.output()).contains("storage").doesNotContain("public.paper");
    }

    @Test
    void triggerBackupRunsAConfiguration(TestDatabase source) throws Exception {
        // given
        source.execute(SCHEMA);

        // when
        Shell triggered = Shell.run(
                "trigger_backup",
                "--config",
                "nightly",
                "--type",
                "DATABASE",
                "--db",
                source.url(),
                "--store",
                store.toString());

        // then
        assertThat(triggered.exitCode()).as(triggered.errors()).isZero();
        assertThat(triggered.output()).startsWith("nightly-database-");
    }

    @Test
    void aBackupFailsWithoutItsRequiredWorkflowHistory(TestDatabase source) throws Exception {
        // given
        source.execute("CREATE TABLE steps (code text PRIMARY KEY)");
        Path model = Files.writeString(
                files.resolve("model.yaml"),
                "format: edms-model/1\ngroups:\n  workflow-history: [steps]\ntables:\n  steps:\n    key: [code]\n");
        String[] command = {
            "create_backup",
            "--type=export",
            "--require-workflow-history",
            "--model=" + model,
            "--db=" + source.url(),
            "--files=storage=" + files,
            "--store=" + store
        };

        // when
        Shell without = Shell.run(command);
        source.execute("INSERT INTO steps VALUES ('a')");
        Shell with = Shell.run(command);

        // then
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.message()).contains("[ROWS_MISSING]", "steps");
        assertThat(with.exitCode()).as(with.errors()).isZero();
        assertThat(packages()).hasSize(1);
    }

    @Test
    void earlierNamesCreateDeleteAndPurgeConfigurations() {
        try (FakeService service = new FakeService()) {
            // given
            service.on("POST", "configurations/", FakeService.status(201, configuration("x", "DAILY", true)));
            service.on("GET", "configurations/?page=0&size=200", FakeService.json("""
                            {"items": [%s, %s, %s], "page": 0, "size": 100, "total": 3}""".formatted(
                            configuration("kept", "HOURLY", true),
                            configuration("purged", "HOURLY", false),
                            configuration("daily", "DAILY", false))));
            service.on("DELETE", "configurations/purged/", FakeService.status(204, ""));
            service.on("DELETE", "configurations/daily/", FakeService.status(204, ""));

            // when
            Shell made = schedule(service, "backup_scheduler", "--create-config");
            Shell purged = schedule(service, "backup_scheduler", "--purge-hourly");
            Shell deleted = schedule(service, "manage_backup_configs", "--delete", "daily");
            Shell listed = schedule(service, "manage_backup_configs", "--list");
            Shell unnamed = schedule(service, "backup_scheduler", "--create-config", "--type", "full");

            // then
            assertThat(made.exitCode()).as(made.errors()).isZero();
            assertThat(service.asked("configurations/")).hasSize(3);
            assertThat(purged.errors()).contains("deleted purged").doesNotContain("kept", "deleted daily");
            assertThat(deleted.errors()).contains("deleted daily");
            assertThat(listed.output()).contains("kept", "purged", "daily");
            assertThat(unnamed.exitCode()).isEqualTo(2);
        }
    }

    private static String configuration(String name, String frequency, boolean enabled) {
        return "{\"name\": \"%s\", \"backup_type\": \"FULL\", \"frequency\": \"%s\", \"is_enabled\": %s}"
                .formatted(name, frequency, enabled);
    }

    private static Shell schedule(FakeService service, String... command) {
        return Shell.run(Stream.concat(Stream.of(command), Stream.of("--server", service.url()))
                .toArray(String[]::new));
    }

    private String created(TestDatabase source, String... more) {
        Shell made = Shell.run(Stream.concat(
                        Stream.of(
                                "create",
                                "--db",
                                source.url(),
                                "--store",
                                store.toString(),
                                "--files",
                                "storage=" + files),
                        Stream.of(more))
                .toArray(String[]::new));
        assertThat(made.exitCode()).as(made.errors()).isZero();
        return made.output().lines().findFirst().orElseThrow();
    }

    private Shell restore(String command, String name, TestDatabase target, String... more) {
        return Shell.run(Stream.concat(
                        Stream.of(command, "--package", name, "--db", target.url(), "--store", store.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private Shell test(TestDatabase server, String type) {
        return Shell.run("test_restore", "--test-type", type, "--db", server.url(), "--store", store.toString());
    }

    private List<Path> packages() throws IOException {
        try (Stream<Path> all = Files.list(store)) {
            return all.filter(file -> file.toString().endsWith(".tar.zst")).toList();
        }
    }

    private static String papers(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT string_agg(code, ',' ORDER BY code) FROM paper")) {
            result.next();
            return result.getString(1);
        }
    }
}
