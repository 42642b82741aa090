package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The three services as processes of their own, with real servers around them. */
class ServicesIT {

    private static final int DOCUMENTS = 200;
    private static final int TERMINATED = 128 + 15;

    private static Surroundings surroundings;
    private static ServiceProcess backupService;
    private static ServiceProcess worker;
    private static ServiceProcess scheduler;
    private static Api api;

    @BeforeAll
    static void start() throws IOException, SQLException, InterruptedException {
        surroundings = new Surroundings(DOCUMENTS);
        backupService = ServiceProcess.start("backup-service", "backup-service", surroundings.settings());
        worker = ServiceProcess.start("restore-worker", "restore-worker", surroundings.settings());
        backupService.awaitReady();
        worker.awaitReady();
        scheduler = ServiceProcess.start(
                        "scheduler-service", "scheduler-service", surroundings.schedulerSettings(backupService))
                .awaitReady();
        api = new Api(backupService, surroundings.admin());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        try {
            for (ServiceProcess service : List.of(scheduler, worker, backupService)) {
                assertThat(service.stop()).isIn(0, TERMINATED);
            }
        } finally {
            surroundings.close();
        }
    }

    @Test
    void probesAnswerWithoutATokenAndNothingElseDoes() throws IOException, InterruptedException {
        for (ServiceProcess service : List.of(backupService, worker, scheduler)) {
            for (String probe : List.of("live", "ready", "started")) {
                assertThat(service.get("/q/health/" + probe).body()).contains("\"status\": \"UP\"");
            }
        }
        for (String path : List.of("/q/metrics", "/q/openapi", Api.ROOT + "jobs/", "/", "/q/health/../metrics")) {
            assertThat(backupService.get(path).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void aScheduleFiresAndItsExportIsMergedIntoTheReinitialisedSystem()
            throws IOException, InterruptedException, SQLException {
        // given
        long before = documents();
        api.post("configurations/", """
                {"name": "every-minute", "backup_type": "EXPORT", "frequency": "CRON", "cron": "* * * * *"}
                """);

        // when
        JsonNode backup = api.ended("jobs/" + scheduledJob() + "/");
        api.post("configurations/every-minute/disable/", "");
        Path file = surroundings
                .store()
                .resolve(backup.path("backup_package").path("name").asText());
        surroundings.reinitialise();
        long between = documents();
        JsonNode restore = api.ended("restores/"
                + api.upload(file, "{\"mode\": \"MERGE\", \"safety_backup\": false}")
                        .path("request")
                        .path("id")
                        .asText()
                + "/");

        // then
        assertThat(backup.path("status").asText()).startsWith("COMPLETED");
        assertThat(backup.path("requested_by").asText()).isEqualTo("scheduler");
        assertThat(restore.path("status").asText()).as(restore.toString()).startsWith("COMPLETED");
        JsonNode report =
                api.get("restores/" + restore.path("request").path("id").asText() + "/report/");
        assertThat(report.path("committed").asBoolean()).isTrue();
        assertThat(report.path("adds_up").asBoolean()).isTrue();
        assertThat(report.path("reinitialised").asBoolean()).isTrue();
        assertThat(between).isZero();
        assertThat(documents()).isEqualTo(before);

        Map<String, List<String>> told = new Events(surroundings.bootstrapServers()).typesByKey();
        assertThat(told.get(backup.path("id").asText()))
                .startsWith("edms.backup.started")
                .endsWith("edms.backup.completed");
        assertThat(told.get(restore.path("request").path("id").asText()))
                .contains("edms.restore.requested", "edms.restore.accepted")
                .endsWith("edms.restore.completed");
        List<String> ids = new Events(surroundings.bootstrapServers()).ids();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    private static String scheduledJob() throws IOException, InterruptedException {
        for (int i = 0; i < 900; i++) {
            JsonNode jobs = api.get("jobs/?configuration=every-minute").path("items");
            if (!jobs.isEmpty()) {
                return jobs.get(0).path("id").asText();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("the schedule did not fire");
    }

    private static long documents() throws SQLException {
        try (Connection connection = surroundings.edms().connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from documents")) {
            count.next();
            return count.getLong(1);
        }
    }
}
