package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.edms.backup.testing.Campaign;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Backups survive killed services and outages of Kafka and the database. */
@Tag("long")
class FaultsIT {

    private static final int DOCUMENTS = 3_000;
    private static final int LATEST_KILL_MILLIS = 4000;

    private static TestEnvironment environment;
    private static ServiceProcess service;
    private static Api api;

    private List<String> earlier;

    @BeforeAll
    static void startServers() throws IOException, SQLException, InterruptedException {
        environment = new TestEnvironment(DOCUMENTS);
        start("first");
        api.post("configurations/", "{\"name\": \"full\", \"backup_type\": \"FULL\", \"frequency\": \"ON_DEMAND\"}");
    }

    @AfterAll
    static void stopServers() {
        service.close();
        environment.close();
    }

    @BeforeEach
    void rememberPackages() throws IOException {
        earlier = List.of();
        earlier = packages();
    }

    private static void start(String name) throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(environment.settings());
        settings.put("EDMS_JOBS_LEASE", "5s");
        service = ServiceProcess.start("backup-service", "backup-service-" + name, settings)
                .awaitReady();
        api = new Api(service, environment.admin());
    }

    @Test
    void aBackupOfAKilledServiceIsMadeOnceByAnother() throws IOException, InterruptedException {
        // given
        String job = requestBackup();
        awaitStatus(job, "RUNNING");

        // when
        service.kill();
        start("second");

        // then
        JsonNode ended = api.awaitEnd(job);
        assertThat(ended.path("status").asText()).as(ended.toString()).startsWith("COMPLETED");
        assertThat(packages())
                .containsExactly(ended.path("backup_package").path("name").asText());
        assertThat(events().typesByKey().get(ended.path("id").asText()))
                .startsWith("edms.backup.started")
                .endsWith("edms.backup.completed");
    }

    @Tag("campaign")
    @Test
    void aBackupIsMadeOnceWheneverItsServiceIsKilled() throws IOException, InterruptedException {
        // given
        Random random = Campaign.random("kill backup services");
        int kills = Integer.getInteger("edms.test.kills", 1);
        List<String> jobs = new ArrayList<>();

        for (int i = 0; i < kills; i++) {
            // when
            String job = requestBackup();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_KILL_MILLIS));
            service.kill();
            start("restarted-" + i);

            // then
            JsonNode ended = api.awaitEnd(job);
            assertThat(ended.path("status").asText()).as(ended.toString()).startsWith("COMPLETED");
            jobs.add(ended.path("backup_package").path("name").asText());
            assertThat(packages()).containsExactlyInAnyOrderElementsOf(jobs);
        }
        Campaign.report("backup services killed", kills, "each job ends with one package");
    }

    @Test
    void backupsContinueWithoutKafkaAndTheirEventsArriveLater() throws IOException, InterruptedException {
        // given
        environment.servers().stopKafka();

        // when
        JsonNode ended = api.awaitEnd(requestBackup());
        TimeUnit.SECONDS.sleep(Integer.getInteger("edms.test.outage", 10));
        environment.servers().startKafka();

        // then
        assertThat(ended.path("status").asText()).startsWith("COMPLETED");
        String id = ended.path("id").asText();
        assertThat(events().idsOf(id)).doesNotHaveDuplicates();
        assertThat(events().typesByKey().get(id))
                .startsWith("edms.backup.started")
                .endsWith("edms.backup.completed");
    }

    @Test
    void aBackupSurvivesARestartOfTheDatabases() throws IOException, InterruptedException {
        // given
        String job = requestBackup();
        awaitStatus(job, "RUNNING");

        // when
        environment.servers().stopPostgres();
        TimeUnit.SECONDS.sleep(3);
        environment.servers().startPostgres();
        service.awaitReady();

        // then
        JsonNode ended = api.awaitEnd(job);
        assertThat(ended.path("status").asText()).as(ended.toString()).startsWith("COMPLETED");
        assertThat(packages()).hasSize(1);
    }

    @Test
    void twoSchedulersRequestOneBackup() throws IOException, InterruptedException {
        // given
        api.post("configurations/", """
                {"name": "minutes", "backup_type": "DATABASE", "frequency": "CRON", "cron": "* * * * *"}
                """);

        // when
        try (ServiceProcess one = scheduler("one");
                ServiceProcess two = scheduler("two")) {
            one.awaitReady();
            two.awaitReady();
            awaitNextMinute();
            await("a backup at the full minute")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !minutes().isEmpty());
            TimeUnit.SECONDS.sleep(3);
        }

        // then
        assertThat(minutes()).isNotEmpty().doesNotHaveDuplicates();
        for (JsonNode job : jobsOfEveryMinute()) {
            api.awaitEnd("jobs/" + job.path("id").asText() + "/");
        }
    }

    private static JsonNode jobsOfEveryMinute() throws IOException, InterruptedException {
        return api.get("jobs/?configuration=minutes").path("items");
    }

    /** The minutes in which backups were requested. */
    private List<String> minutes() throws IOException, InterruptedException {
        List<String> minutes = new ArrayList<>();
        for (JsonNode job : jobsOfEveryMinute()) {
            minutes.add(job.path("created_at").asText().substring(0, "2026-01-01T00:00".length()));
        }
        return minutes;
    }

    private static void awaitNextMinute() throws InterruptedException {
        Instant now = Clock.systemUTC().instant();
        Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        TimeUnit.MILLISECONDS.sleep(Duration.between(now, next).toMillis());
    }

    private ServiceProcess scheduler(String name) throws IOException {
        return ServiceProcess.start("scheduler-service", "scheduler-" + name, environment.schedulerSettings(service));
    }

    private String requestBackup() throws IOException, InterruptedException {
        return "jobs/"
                + api.post("configurations/full/execute/", "{}").path("id").asText() + "/";
    }

    private void awaitStatus(String job, String status) {
        await(job)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api.get(job).path("status").asText(), status::equals);
    }

    /** The packages that the test has added to the store. */
    private List<String> packages() throws IOException {
        try (Stream<Path> files = Files.list(environment.store())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tar.zst") && !earlier.contains(name))
                    .toList();
        }
    }

    private static Events events() {
        return new Events(environment.bootstrapServers());
    }
}
