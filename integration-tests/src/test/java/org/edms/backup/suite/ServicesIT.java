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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three services as separate processes, with real servers. */
class ServicesIT {

    private static final int DOCUMENTS = 200;
    private static final int TERMINATED = 128 + 15;

    private static TestEnvironment environment;
    private static ServiceProcess backupService;
    private static ServiceProcess worker;
    private static ServiceProcess scheduler;
    private static Api api;

    @BeforeAll
    static void start() throws IOException, SQLException, InterruptedException {
        environment = new TestEnvironment(DOCUMENTS);
        backupService = ServiceProcess.start("backup-service", "backup-service", environment.settings());
        worker = ServiceProcess.start("restore-worker", "restore-worker", environment.settings());
        backupService.awaitReady();
        worker.awaitReady();
        scheduler = ServiceProcess.start(
                        "scheduler-service", "scheduler-service", environment.schedulerSettings(backupService))
                .awaitReady();
        api = new Api(backupService, environment.admin());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        try {
            for (ServiceProcess service : List.of(scheduler, worker, backupService)) {
                assertThat(service.stop()).isIn(0, TERMINATED);
            }
        } finally {
            environment.close();
        }
    }

    @Test
    void onlyProbesAnswerWithoutAToken() throws IOException, InterruptedException {
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
        JsonNode backup = api.awaitEnd("jobs/" + scheduledJob() + "/");
        api.post("configurations/every-minute/disable/", "");
        Path file = environment
                .store()
                .resolve(backup.path("backup_package").path("name").asText());
        environment.reinitialise();
        long between = documents();
        JsonNode restore = api.awaitEnd("restores/"
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

        Map<String, List<String>> events = new Events(environment.bootstrapServers()).typesByKey();
        assertThat(events.get(backup.path("id").asText()))
                .startsWith("edms.backup.started")
                .endsWith("edms.backup.completed");
        assertThat(events.get(restore.path("request").path("id").asText()))
                .contains("edms.restore.requested", "edms.restore.accepted")
                .endsWith("edms.restore.completed");
        List<String> ids = new Events(environment.bootstrapServers()).ids();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    @Test
    void anUploadedPackageOfTheEarlierSystemIsConvertedAndMerged(@TempDir Path directory)
            throws IOException, InterruptedException, SQLException {
        // given
        Path legacy = directory.resolve("edms_migration_package_20251209.tar.gz");
        legacyPackage(legacy, """
                [{"model": "documents.documentsource", "fields": {"uuid": "599a395a-4a24-4024-82e2-985aabb5dcf7",
                  "name": "Paper Archive", "source_type": "scanned", "description": "", "requires_verification": false,
                  "requires_signature": false, "is_active": true, "created_at": "2025-11-22T10:15:02.349Z"}},
                 {"model": "documents.documenttype", "fields": {"uuid": "dade3eeb-36db-4f37-a98b-68b34006ccc5",
                  "name": "Field Notes", "code": "FIELD", "description": "", "template_required": false,
                  "template_path": "", "approval_required": true, "review_required": true, "retention_years": 7,
                  "numbering_prefix": "", "numbering_format": "", "is_active": true,
                  "created_at": "2025-11-22T08:59:10.943Z", "updated_at": "2025-12-08T15:52:30.237Z",
                  "created_by": ["somebody who left"], "metadata": {}}},
                 {"model": "reports.report", "pk": 1, "fields": {"title": "of a model that is unknown"}}]
                """);

        // when
        JsonNode refused = restored(legacy, "{\"safety_backup\": false}");
        JsonNode restored = restored(legacy, "{\"safety_backup\": false, \"skip_models\": [\"reports.report\"]}");

        // then
        assertThat(refused.path("status").asText()).isEqualTo("FAILED");
        JsonNode refusal = report(refused);
        assertThat(refusal.path("failure").path("code").asText()).isEqualTo("MODEL_INVALID");
        assertThat(refusal.path("failure").path("detail").asText()).contains("reports.report");

        assertThat(restored.path("status").asText()).as(restored.toString()).startsWith("COMPLETED");
        JsonNode report = report(restored);
        assertThat(report.path("committed").asBoolean()).isTrue();
        assertThat(report.path("adds_up").asBoolean()).isTrue();
        assertThat(report.path("warnings").toString()).contains("MODEL_SKIPPED", "CHECKSUM_MISSING");
        assertThat(number("select count(*) from document_sources where name = 'Paper Archive'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from document_types t join users u on u.id = t.created_by_id "
                        + "where t.code = 'FIELD' and u.username = 'somebody who left' and not u.is_active"))
                .isEqualTo(1);
    }

    private static JsonNode restored(Path file, String options) throws IOException, InterruptedException {
        String id = api.upload(file, options).path("request").path("id").asText();
        return api.awaitEnd("restores/" + id + "/");
    }

    private static JsonNode report(JsonNode restore) throws IOException, InterruptedException {
        return api.get("restores/" + restore.path("request").path("id").asText() + "/report/");
    }

    /** Writes an archive like the earlier system: names begin with {@code ./}, and directories are members. */
    private static void legacyPackage(Path file, String records) throws IOException, InterruptedException {
        Path content = Files.createDirectory(file.resolveSibling("content"));
        Files.createDirectory(content.resolve("database"));
        Files.writeString(content.resolve("metadata.json"), "{}");
        Files.writeString(content.resolve("database/database_backup.json"), records);
        Files.writeString(content.resolve("restore.sh"), "exit 1");
        Process tar = new ProcessBuilder("tar", "-C", content.toString(), "-czf", file.toString(), "./")
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
    }

    private static String scheduledJob() {
        return await("a scheduled job")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> api.get("jobs/?configuration=every-minute").path("items"), jobs -> !jobs.isEmpty())
                .path(0)
                .path("id")
                .asText();
    }

    private static long documents() throws SQLException {
        return number("select count(*) from documents");
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = environment.edms().connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(query)) {
            count.next();
            return count.getLong(1);
        }
    }
}
