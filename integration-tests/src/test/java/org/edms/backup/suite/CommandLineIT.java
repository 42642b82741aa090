package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.edms.backup.model.Json;
import org.edms.backup.suite.CommandLine.Ended;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, which lets the services do the work. */
class CommandLineIT {

    private static final int DOCUMENTS = 200;

    /** Done, perhaps with something that was noticed. */
    private static final List<Integer> WELL = List.of(0, 3);

    @TempDir
    static Path directory;

    private static Surroundings surroundings;
    private static ServiceProcess backupService;
    private static ServiceProcess worker;
    private static CommandLine shell;
    private static Api api;

    @BeforeAll
    static void start() throws IOException, SQLException, InterruptedException {
        surroundings = new Surroundings(DOCUMENTS);
        backupService = ServiceProcess.start("backup-service", "cli-backup-service", surroundings.settings());
        worker = ServiceProcess.start("restore-worker", "cli-restore-worker", surroundings.settings());
        backupService.awaitReady();
        worker.awaitReady();
        Path token = Files.writeString(directory.resolve("token"), surroundings.admin());
        shell = with(Map.of("EDMS_BACKUP_TOKEN_FILE", token.toString()));
        api = new Api(backupService, surroundings.admin());
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
        surroundings.close();
    }

    @Test
    void aBackupIsMadeListedShownAndVerified() throws IOException, InterruptedException {
        // when
        Ended created = shell.run("create", "--json");

        // then
        assertThat(created.exitCode()).as(created.toString()).isIn(WELL);
        String name = created.json().at("/stored/name").asText();
        String id = created.json().at("/stored/id").asText();
        assertThat(created.json().path("verified").asBoolean()).isTrue();
        assertThat(created.json().path("rows").asLong()).isPositive();
        assertThat(surroundings.store().resolve(name)).exists();
        assertThat(shell.run("list").output()).contains(name, "FULL", "completed");
        assertThat(shell.run("inspect", id).output()).contains("public.documents", "storage");
        Ended verified = shell.run("verify", name);
        assertThat(verified.output()).as(verified.toString()).contains(name + ": whole");
        assertThat(verified.exitCode()).isZero();
        Ended tested = shell.run("test-restore", "--backup-id", id, "--test-type", "restore");
        assertThat(tested.exitCode()).as(tested.toString()).isZero();
        assertThat(shell.run("verify", "no-such.tar.zst").exitCode()).isEqualTo(1);
    }

    @Test
    void anExportThatIsDownloadedIsMergedIntoTheReinitialisedSystemByUpload()
            throws IOException, InterruptedException, SQLException {
        // given
        long before = documents();
        Path file = directory.resolve("export.tar.zst");
        Path report = directory.resolve("report.json");
        Ended created = shell.run("create", "--type", "export", "--output", file.toString());
        assertThat(created.exitCode()).as(created.toString()).isIn(WELL);
        assertThat(created.output()).contains("export.tar.zst");
        Ended verified = shell.run("verify", "--local", file.toString());
        assertThat(verified.exitCode()).as(verified.toString()).isZero();
        surroundings.reinitialise();

        // when
        Ended restored = shell.run("restore", file.toString(), "--confirm", "--report", report.toString());

        // then
        assertThat(restored.exitCode()).as(restored.toString()).isIn(WELL);
        assertThat(restored.output()).contains("public.documents", "in all");
        assertThat(restored.errors()).contains("SHA-256");
        assertThat(documents()).isEqualTo(before);
        String id = Json.newMapper().readTree(report.toFile()).at("/request/id").asText();
        assertThat(shell.run("list", "--restores").output()).contains(id, "completed");
    }

    @Test
    void aRestoreThatNobodyConfirmedIsRefusedAndADryRunChangesNothing()
            throws IOException, InterruptedException, SQLException {
        // given
        String job = shell.run("create", "--type", "database", "--detach", "--json")
                .json()
                .path("id")
                .asText();
        api.ended("jobs/" + job + "/");
        long before = documents();

        // when
        Ended tried = shell.run("restore", "--backup-job", job, "--dry-run", "--json");
        Ended refused = shell.run("restore", "--backup-job", job);

        // then
        assertThat(tried.exitCode()).as(tried.toString()).isIn(WELL);
        assertThat(tried.json().path("committed").asBoolean()).isFalse();
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(6);
        assertThat(refused.errors()).contains("[CONFIRMATION_MISSING]");
        assertThat(documents()).isEqualTo(before);
    }

    @Test
    void aRestoreIsTakenBack() throws IOException, InterruptedException, SQLException {
        // given
        Ended created = shell.run("create", "--type", "database", "--json");
        assertThat(created.exitCode()).as(created.toString()).isIn(WELL);
        execute("create table made_since as select 1 as one");
        Ended restored = shell.run(
                "restore", created.json().at("/stored/name").asText(), "--mode", "replace", "--confirm", "--json");
        assertThat(restored.exitCode()).as(restored.toString()).isIn(WELL);
        assertThat(number("select count(*) from pg_class where relname = 'made_since'"))
                .isZero();

        // when
        String id = restored.json().at("/request/id").asText();
        Ended unconfirmed = shell.run("restore", "undo", id);
        Ended undone = shell.run("restore", "undo", id, "--confirm");

        // then
        assertThat(unconfirmed.exitCode()).isEqualTo(6);
        assertThat(undone.exitCode()).as(undone.toString()).isZero();
        assertThat(undone.output()).contains("is what it was before the restore of");
        assertThat(number("select count(*) from made_since")).isEqualTo(1);
        execute("drop table made_since");
    }

    @Test
    void interruptedItAsksForTheJobsEnd() throws IOException, InterruptedException, SQLException {
        // given
        try (Connection locking = surroundings.edms().connect();
                Statement lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("lock table documents in access exclusive mode");
            CommandLine.Running create = shell.start("create", "--type", "database", "--config-name", made());
            String job = awaitJob("jobs/?configuration=interrupted");

            // when
            create.process().destroy();

            // then
            assertThat(create.ended().exitCode()).isNotZero();
            JsonNode ended = api.ended("jobs/" + job + "/");
            assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("CANCELLED");
        }
    }

    private static String made() throws IOException, InterruptedException {
        Ended made = shell.run(
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

    private static String awaitJob(String path) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            JsonNode job = api.get(path).path("items").path(0);
            if (job.path("status").asText().equals("RUNNING")) {
                return job.path("id").asText();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(api.get(path).toString());
    }

    @Test
    void configurationsAreMadeChangedAndRun() throws IOException, InterruptedException {
        // when
        Ended defaults = shell.run("schedule", "--setup-defaults");
        Ended again = shell.run("backup_scheduler", "--setup-defaults");
        Ended kept = shell.run("schedule", "--set-retention", "30", "--config-name", "daily-full");
        Ended disabled = shell.run("schedule", "--disable", "daily-full");
        Ended daily = shell.run("create", "--type", "files", "--schedule");

        // then
        assertThat(defaults.output()).as(defaults.toString()).contains("hourly-database", "monthly-export", "02:00");
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(kept.output()).contains("30 days");
        assertThat(disabled.output()).contains("disabled");
        assertThat(daily.output()).as(daily.toString()).contains("daily-files");
        assertThat(shell.run("schedule", "--enable", "daily-full").output()).doesNotContain("disabled");
        assertThat(shell.run("schedule", "--status").output()).contains("daily-full");
        assertThat(shell.run("schedule", "--run-scheduled").exitCode()).isZero();
        Ended incremental = shell.run("create", "--type", "incremental");
        assertThat(incremental.exitCode()).as(incremental.toString()).isIn(WELL);
    }

    @Test
    void stateHealthAndAuditAreShown() throws IOException, InterruptedException {
        // when
        Ended status = shell.run("status");
        Ended health = shell.run("health", "--run", "--json");
        Ended audit = shell.run("audit", "--limit", "5");

        // then
        assertThat(status.output()).as(status.toString()).contains("store:", "jobs:");
        assertThat(health.json().path("checks")).as(health.toString()).hasSize(5);
        assertThat(shell.run("health", "--type", "storage").output()).contains("storage");
        assertThat(audit.exitCode()).as(audit.toString()).isZero();
        assertThat(shell.run("audit", "--verify").exitCode()).isZero();
    }

    @Test
    void withoutAGoodTokenNothingIsDone() throws IOException, InterruptedException {
        // when
        Ended without = with(Map.of()).run("status");
        Ended wrong = with(Map.of("EDMS_BACKUP_TOKEN", "not.a.token")).run("list");

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
        try (Connection connection = surroundings.edms().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String question) throws SQLException {
        try (Connection connection = surroundings.edms().connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(question)) {
            count.next();
            return count.getLong(1);
        }
    }
}
