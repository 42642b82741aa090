package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.model.Json;
import org.edms.backup.suite.CommandLine.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with {@code --server}. */
class CommandLineIT {

    private static final int DOCUMENTS = 200;

    /** Done, with or without warnings. */
    private static final List<Integer> SUCCESS = List.of(0, 3);

    @TempDir
    static Path directory;

    private static TestEnvironment environment;
    private static ServiceProcess backupService;
    private static ServiceProcess worker;
    private static CommandLine shell;
    private static Api api;

    @BeforeAll
    static void start() throws IOException, SQLException, InterruptedException {
        environment = new TestEnvironment(DOCUMENTS);
        backupService = ServiceProcess.start("backup-service", "cli-backup-service", environment.settings());
        worker = ServiceProcess.start("restore-worker", "cli-restore-worker", environment.settings());
        backupService.awaitReady();
        worker.awaitReady();
        Path token = Files.writeString(directory.resolve("token"), environment.admin());
        shell = with(Map.of("EDMS_BACKUP_TOKEN_FILE", token.toString()));
        api = new Api(backupService, environment.admin());
    }

    private static CommandLine with(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("EDMS_BACKUP_URL", backupService.base().toString());
        return new CommandLine(environment, directory);
    }

    @AfterAll
    static void stop() {
        backupService.close();
        worker.close();
        environment.close();
    }

    @Test
    void aBackupIsCreatedListedInspectedAndVerified() throws IOException, InterruptedException {
        // when
        Result created = shell.run("create", "--json");

        // then
        assertThat(created.exitCode()).as(created.toString()).isIn(SUCCESS);
        String name = created.json().at("/stored/name").asText();
        String id = created.json().at("/stored/id").asText();
        assertThat(created.json().path("verified").asBoolean()).isTrue();
        assertThat(created.json().path("rows").asLong()).isPositive();
        assertThat(environment.store().resolve(name)).exists();
        assertThat(shell.run("list").output()).contains(name, "FULL", "completed");
        assertThat(shell.run("inspect", id).output()).contains("public.documents", "storage");
        Result verified = shell.run("verify", name);
        assertThat(verified.output()).as(verified.toString()).contains(name + ": intact");
        assertThat(verified.exitCode()).isZero();
        Result tested = shell.run("test-restore", "--backup-id", id, "--test-type", "restore");
        assertThat(tested.exitCode()).as(tested.toString()).isZero();
        assertThat(shell.run("verify", "no-such.tar.zst").exitCode()).isEqualTo(1);
    }

    @Test
    void aDownloadedExportIsUploadedAndMergedIntoTheReinitialisedSystem()
            throws IOException, InterruptedException, SQLException {
        // given
        long before = documents();
        Path file = directory.resolve("export.tar.zst");
        Path report = directory.resolve("report.json");
        Result created = shell.run("create", "--type", "export", "--output", file.toString());
        assertThat(created.exitCode()).as(created.toString()).isIn(SUCCESS);
        assertThat(created.output()).contains("export.tar.zst");
        Result verified = shell.run("verify", "--local", file.toString());
        assertThat(verified.exitCode()).as(verified.toString()).isZero();
        environment.reinitialise();

        // when
        Result restored = shell.run("restore", file.toString(), "--confirm", "--report", report.toString());

        // then
        assertThat(restored.exitCode()).as(restored.toString()).isIn(SUCCESS);
        assertThat(restored.output()).contains("public.documents", "total");
        assertThat(restored.errors()).contains("SHA-256");
        assertThat(documents()).isEqualTo(before);
        String id = Json.newMapper().readTree(report.toFile()).at("/request/id").asText();
        assertThat(shell.run("list", "--restores").output()).contains(id, "completed");
    }

    @Test
    void anUnconfirmedRestoreIsRefusedAndADryRunChangesNothing()
            throws IOException, InterruptedException, SQLException {
        // given
        String job = shell.run("create", "--type", "database", "--detach", "--json")
                .json()
                .path("id")
                .asText();
        api.awaitEnd("jobs/" + job + "/");
        long before = documents();

        // when
        Result tried = shell.run("restore", "--backup-job", job, "--dry-run", "--json");
        Result refused = shell.run("restore", "--backup-job", job);

        // then
        assertThat(tried.exitCode()).as(tried.toString()).isIn(SUCCESS);
        assertThat(tried.json().path("committed").asBoolean()).isFalse();
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(6);
        assertThat(refused.errors()).contains("[CONFIRMATION_MISSING]");
        assertThat(documents()).isEqualTo(before);
    }

    @Test
    void aRestoreIsUndone() throws IOException, InterruptedException, SQLException {
        // given
        Result created = shell.run("create", "--type", "database", "--json");
        assertThat(created.exitCode()).as(created.toString()).isIn(SUCCESS);
        execute("create table made_since as select 1 as one");
        Result restored = shell.run(
                "restore", created.json().at("/stored/name").asText(), "--mode", "replace", "--confirm", "--json");
        assertThat(restored.exitCode()).as(restored.toString()).isIn(SUCCESS);
        assertThat(number("select count(*) from pg_class where relname = 'made_since'"))
                .isZero();

        // when
        String id = restored.json().at("/request/id").asText();
        Result unconfirmed = shell.run("restore", "undo", id);
        Result undone = shell.run("restore", "undo", id, "--confirm");

        // then
        assertThat(unconfirmed.exitCode()).isEqualTo(6);
        assertThat(undone.exitCode()).as(undone.toString()).isZero();
        assertThat(undone.output()).contains("Undid the restore of").contains("is in its earlier state");
        assertThat(number("select count(*) from made_since")).isEqualTo(1);
        execute("drop table made_since");
    }

    @Test
    void anInterruptedCommandCancelsItsJob() throws IOException, InterruptedException, SQLException {
        // given
        try (Connection locking = environment.edms().connect();
                Statement lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("lock table documents in access exclusive mode");
            CommandLine.Running create =
                    shell.start("create", "--type", "database", "--config-name", createConfiguration());
            String job = awaitRunningJob("jobs/?configuration=interrupted");

            // when
            create.process().destroy();

            // then
            assertThat(create.awaitEnd().exitCode()).isNotZero();
            JsonNode ended = api.awaitEnd("jobs/" + job + "/");
            assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("CANCELLED");
        }
    }

    private static String createConfiguration() throws IOException, InterruptedException {
        Result made = shell.run(
                "schedule",
                "--create-config",
                "--config-name",
                "interrupted",
                "--type",
                "database",
                "--frequency",
                "on_demand");
        assertThat(made.exitCode()).as(made.toString()).isZero();
        return "interrupted";
    }

    private static String awaitRunningJob(String path) {
        return await(path)
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> api.get(path).path("items").path(0),
                        job -> job.path("status").asText().equals("RUNNING"))
                .path("id")
                .asText();
    }

    @Test
    void configurationsAreCreatedChangedAndRun() throws IOException, InterruptedException {
        // when
        Result defaults = shell.run("schedule", "--setup-defaults");
        Result again = shell.run("backup_scheduler", "--setup-defaults");
        Result kept = shell.run("schedule", "--set-retention", "30", "--config-name", "daily-full");
        Result disabled = shell.run("schedule", "--disable", "daily-full");
        Result daily = shell.run("create", "--type", "files", "--schedule");

        // then
        assertThat(defaults.output()).as(defaults.toString()).contains("hourly-database", "monthly-export", "02:00");
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(kept.output()).contains("30 days");
        assertThat(disabled.output()).contains("disabled");
        assertThat(daily.output()).as(daily.toString()).contains("daily-files");
        assertThat(shell.run("schedule", "--enable", "daily-full").output()).doesNotContain("disabled");
        assertThat(shell.run("schedule", "--status").output()).contains("daily-full");
        assertThat(shell.run("schedule", "--run-scheduled").exitCode()).isZero();
        Result incremental = shell.run("create", "--type", "incremental");
        assertThat(incremental.exitCode()).as(incremental.toString()).isIn(SUCCESS);
    }

    @Test
    void statusHealthAndAuditAreShown() throws IOException, InterruptedException {
        // when
        Result status = shell.run("status");
        Result health = shell.run("health", "--run", "--json");
        Result audit = shell.run("audit", "--limit", "5");

        // then
        assertThat(status.output()).as(status.toString()).contains("store:", "backups:", "restores:");
        assertThat(health.json().path("checks")).as(health.toString()).hasSize(5);
        assertThat(shell.run("health", "--type", "storage").output()).contains("storage");
        assertThat(audit.exitCode()).as(audit.toString()).isZero();
        assertThat(shell.run("audit", "--verify").exitCode()).isZero();
    }

    @Test
    void withoutAValidTokenNothingIsDone() throws IOException, InterruptedException {
        // when
        Result without = with(Map.of()).run("status");
        Result wrong = with(Map.of("EDMS_BACKUP_TOKEN", "not.a.token")).run("list");

        // then
        assertThat(without.exitCode()).as(without.toString()).isEqualTo(6);
        assertThat(without.errors()).contains("EDMS_BACKUP_TOKEN");
        assertThat(wrong.exitCode()).isEqualTo(6);
        assertThat(wrong.errors()).contains("[NOT_AUTHENTICATED]").doesNotContain("not.a.token");
    }

    private static long documents() throws SQLException {
        return number("select count(*) from documents");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = environment.edms().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String question) throws SQLException {
        try (Connection connection = environment.edms().connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(question)) {
            count.next();
            return count.getLong(1);
        }
    }
}
