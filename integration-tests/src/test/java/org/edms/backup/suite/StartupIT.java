package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.testing.SmallDisk;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service in an incomplete environment waits for what starts later, names what is wrong, and leaves nothing half-written. */
class StartupIT {

    private static final int DOCUMENTS = 50;
    private static final long TOO_LITTLE = 20_000;
    private static final String FULL = "{\"name\": \"%s\", \"backup_type\": \"FULL\", \"frequency\": \"ON_DEMAND\"}";

    private static TestEnvironment environment;

    @BeforeAll
    static void startServers() throws IOException, SQLException {
        environment = new TestEnvironment(DOCUMENTS);
    }

    @AfterAll
    static void stopServers() {
        environment.close();
    }

    @Test
    void servicesStartBeforeKafkaAndTheirMessagesArriveLater() throws IOException, InterruptedException {
        // given
        environment.servers().stopKafka();
        try (ServiceProcess service = start("backup-service", "without-kafka", Map.of());
                ServiceProcess worker = start("restore-worker", "without-kafka", Map.of())) {
            service.awaitReady();
            worker.awaitReady();
            Api api = new Api(service, environment.admin());

            // when
            JsonNode backup = backUp(api, "before-kafka");
            String restore = "restores/"
                    + api.upload(packageOf(backup), "{\"mode\": \"MERGE\", \"safety_backup\": false}")
                            .path("request")
                            .path("id")
                            .asText()
                    + "/";
            String before = api.get(restore).path("status").asText();
            environment.servers().startKafka();

            // then
            assertThat(backup.path("status").asText()).startsWith("COMPLETED");
            assertThat(before).isEqualTo("PENDING");
            assertThat(api.awaitEnd(restore).path("status").asText()).startsWith("COMPLETED");
            assertThat(new Events(environment.bootstrapServers())
                            .typesByKey()
                            .get(backup.path("id").asText()))
                    .startsWith("edms.backup.started")
                    .endsWith("edms.backup.completed");
        }
    }

    @Test
    void aServiceStartsBeforeItsDatabase() throws IOException, InterruptedException {
        // given
        environment.servers().stopPostgres();
        try (ServiceProcess service = start("restore-worker", "before-database", Map.of())) {
            service.awaitLog("Waiting up to 60 s for the service database, SERVICE_DB_URL jdbc:postgresql:");

            // when
            environment.servers().startPostgres();

            // then
            service.awaitReady();
        }
    }

    @Test
    void aServiceWithoutADatabaseNamesItAndEnds() throws IOException, InterruptedException {
        String url = "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/services";

        assertThat(logAfterExit(
                        "no-database", 1, Map.of("SERVICE_DB_URL", url, "EDMS_SERVICE_DATABASE_PATIENCE", "1s")))
                .contains("Database is unreachable: the service database, SERVICE_DB_URL " + url)
                .contains("[DATABASE_UNREACHABLE] Hint: ")
                .doesNotContain("\tat ");
    }

    @Test
    void anOlderServiceRefusesTheDatabaseOfANewerVersion() throws IOException, InterruptedException, SQLException {
        // given
        TestDatabase newer = environment.servers().database();
        try (ServiceProcess service = start("restore-worker", "newer", newer.asServiceDatabase())) {
            service.awaitReady();
        }
        newer.execute("""
                INSERT INTO worker.flyway_schema_history
                VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'somebody', now(), 1, true)
                """);

        // then
        assertThat(logAfterExit("older", 6, newer.asServiceDatabase()))
                .contains("Database belongs to a newer version: schema worker of the service database, SERVICE_DB_URL ")
                .contains(" has version 99, and this service knows versions up to 1 [DATABASE_TOO_NEW] Hint: ")
                .doesNotContain("\tat ");
    }

    @Test
    void aBackupIntoAFullStoreFailsWithTheReasonAndLeavesNothing() throws IOException, InterruptedException {
        // given
        Optional<SmallDisk> mounted = SmallDisk.mount(16);
        assumeTrue(mounted.isPresent(), "this process may mount a file system");
        try (SmallDisk disk = mounted.get();
                ServiceProcess service = start(
                        "backup-service",
                        "full-store",
                        Map.of("BACKUP_ROOT", disk.path().toString()))) {
            service.awaitReady();
            Api api = new Api(service, environment.admin());
            disk.fill(TOO_LITTLE);
            List<Path> before = filesIn(disk.path());

            // when
            JsonNode failed = backUp(api, "full-store");

            // then
            assertThat(failed.path("status").asText()).isEqualTo("FAILED");
            assertThat(failed.toString()).contains("STORE_FULL");
            assertThat(filesIn(disk.path())).isEqualTo(before);

            // when
            disk.release();

            // then
            String next = "jobs/" + executed(api, "full-store") + "/";
            assertThat(api.awaitEnd(next).path("status").asText()).startsWith("COMPLETED");
        }
    }

    private static ServiceProcess start(String module, String name, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(environment.settings());
        all.putAll(settings);
        return ServiceProcess.start(module, module + "-" + name, all);
    }

    private static String logAfterExit(String name, int exitCode, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (ServiceProcess service = start("restore-worker", name, settings)) {
            assertThat(service.awaitEnd()).isEqualTo(exitCode);
            return Files.readString(Path.of("target", "restore-worker-" + name + ".log"));
        }
    }

    private static JsonNode backUp(Api api, String configuration) throws IOException, InterruptedException {
        api.post("configurations/", FULL.formatted(configuration));
        return api.awaitEnd("jobs/" + executed(api, configuration) + "/");
    }

    private static String executed(Api api, String configuration) throws IOException, InterruptedException {
        return api.post("configurations/" + configuration + "/execute/", "{}")
                .path("id")
                .asText();
    }

    private static Path packageOf(JsonNode backup) {
        return environment
                .store()
                .resolve(backup.path("backup_package").path("name").asText());
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }
}
