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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.edms.backup.testing.Campaign;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Backups survive killed services and outages of Kafka and the database. */
class FaultsIT {

    private static final int DOCUMENTS = 3_000;
    private static final int LATEST_KILL_MILLIS = 4000;

    private TestEnvironment environment;
    private ServiceProcess first;
    private ServiceProcess second;
    private Api api;

    @BeforeEach
    void start() throws IOException, SQLException, InterruptedException {
        environment = new TestEnvironment(DOCUMENTS);
        first = start("first");
        api = new Api(first, environment.admin());
        api.post("configurations/", "{\"name\": \"full\", \"backup_type\": \"FULL\", \"frequency\": \"ON_DEMAND\"}");
    }

    @AfterEach
    void stop() {
        first.close();
        if (second != null) {
            second.close();
        }
        environment.close();
    }

    private ServiceProcess start(String name) throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(environment.settings());
        settings.put("EDMS_JOBS_LEASE", "5s");
        return ServiceProcess.start("backup-service", "backup-service-" + name, settings)
                .awaitReady();
    }

    @Test
    void aBackupOfAKilledServiceIsMadeOnceByAnother() throws IOException, InterruptedException {
        // given
        String job = requestBackup();
        awaitStatus(job, "RUNNING");

        // when
        first.kill();
        second = start("second");
        api = new Api(second, environment.admin());

        // then
        JsonNode ended = api.awaitEnd(job);
        assertThat(ended.path("status").asText()).as(ended.toString()).startsWith("COMPLETED");
        assertThat(packages())
                .containsExactly(ended.path("backup_package").path("name").asText());
        assertThat(typesOf(ended)).startsWith("edms.backup.started").endsWith("edms.backup.completed");
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
            first.kill();
            first = start("restarted-" + i);
            api = new Api(first, environment.admin());

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
        assertThat(typesOf(ended)).startsWith("edms.backup.started").endsWith("edms.backup.completed");
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
        first.awaitReady();

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
            TimeUnit.SECONDS.sleep(10);
        }

        // then
        List<String> keys = new ArrayList<>();
        for (JsonNode job : api.get("jobs/?configuration=minutes").path("items")) {
            keys.add(job.path("created_at").asText().substring(0, "2026-01-01T00:00".length()));
        }
        assertThat(keys).isNotEmpty().doesNotHaveDuplicates();
    }

    private static void awaitNextMinute() throws InterruptedException {
        Instant now = Clock.systemUTC().instant();
        Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        TimeUnit.MILLISECONDS.sleep(Duration.between(now, next).toMillis());
    }

    private ServiceProcess scheduler(String name) throws IOException {
        return ServiceProcess.start("scheduler-service", "scheduler-" + name, environment.schedulerSettings(first));
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

    private List<String> packages() throws IOException {
        try (Stream<Path> files = Files.list(environment.store())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tar.zst"))
                    .toList();
        }
    }

    private List<String> typesOf(JsonNode job) {
        Events events = new Events(environment.bootstrapServers());
        List<String> ids = events.ids();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        return events.typesByKey().get(job.path("id").asText());
    }
}
