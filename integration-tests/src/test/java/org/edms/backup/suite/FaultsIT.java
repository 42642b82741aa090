package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What happens to services: they are killed, and what they depend on goes away and comes back. */
class FaultsIT {

    private static final int DOCUMENTS = 3_000;
    private static final int LATEST_KILL_MILLIS = 4000;

    private Surroundings surroundings;
    private ServiceProcess first;
    private ServiceProcess second;
    private Api api;

    @BeforeEach
    void start() throws IOException, SQLException, InterruptedException {
        surroundings = new Surroundings(DOCUMENTS);
        first = start("first");
        api = new Api(first, surroundings.admin());
        api.post("configurations/", "{\"name\": \"full\", \"backup_type\": \"FULL\", \"frequency\": \"ON_DEMAND\"}");
    }

    @AfterEach
    void stop() {
        first.close();
        if (second != null) {
            second.close();
        }
        surroundings.close();
    }

    private ServiceProcess start(String name) throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(surroundings.settings());
        settings.put("EDMS_JOBS_LEASE", "5s");
        return ServiceProcess.start("backup-service", "backup-service-" + name, settings)
                .awaitReady();
    }

    @Test
    void aBackupWhoseServiceWasKilledIsMadeByAnotherOnce() throws IOException, InterruptedException {
        // given
        String job = asked();
        awaitStatus(job, "RUNNING");

        // when
        first.kill();
        second = start("second");
        api = new Api(second, surroundings.admin());

        // then
        JsonNode ended = api.ended(job);
        assertThat(ended.path("status").asText()).as(ended.toString()).startsWith("COMPLETED");
        assertThat(packages())
                .containsExactly(ended.path("backup_package").path("name").asText());
        assertThat(typesOf(ended)).startsWith("edms.backup.started").endsWith("edms.backup.completed");
    }

    @Tag("campaign")
    @Test
    void aBackupWhoseServiceIsKilledAtAnyMomentIsMadeOnce() throws IOException, InterruptedException {
        // given
        Random random = Campaign.random("kill backup services");
        int kills = Integer.getInteger("edms.test.kills", 1);
        List<String> jobs = new ArrayList<>();

        for (int i = 0; i < kills; i++) {
            // when
            String job = asked();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_KILL_MILLIS));
            first.kill();
            first = start("restarted-" + i);
            api = new Api(first, surroundings.admin());

            // then
            JsonNode ended = api.ended(job);
            assertThat(ended.path("status").asText()).as(ended.toString()).startsWith("COMPLETED");
            jobs.add(ended.path("backup_package").path("name").asText());
            assertThat(packages()).containsExactlyInAnyOrderElementsOf(jobs);
        }
        Campaign.report("backup services killed", kills, "each job ends with one package");
    }

    @Test
    void whileKafkaIsAwayBackupsAreMadeAndAllIsToldAfterwards() throws IOException, InterruptedException {
        // given
        surroundings.servers().stopKafka();

        // when
        JsonNode ended = api.ended(asked());
        TimeUnit.SECONDS.sleep(Integer.getInteger("edms.test.outage", 10));
        surroundings.servers().startKafka();

        // then
        assertThat(ended.path("status").asText()).startsWith("COMPLETED");
        assertThat(typesOf(ended)).startsWith("edms.backup.started").endsWith("edms.backup.completed");
    }

    @Test
    void aBackupOutlivesARestartOfTheDatabases() throws IOException, InterruptedException {
        // given
        String job = asked();
        awaitStatus(job, "RUNNING");

        // when
        surroundings.servers().stopPostgres();
        TimeUnit.SECONDS.sleep(3);
        surroundings.servers().startPostgres();
        first.awaitReady();

        // then
        JsonNode ended = api.ended(job);
        assertThat(ended.path("status").asText()).as(ended.toString()).startsWith("COMPLETED");
        assertThat(packages()).hasSize(1);
    }

    @Test
    void twoSchedulersAndAJobThatIsAskedForTwiceMakeOneBackup() throws IOException, InterruptedException {
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
        return ServiceProcess.start("scheduler-service", "scheduler-" + name, surroundings.schedulerSettings(first));
    }

    private String asked() throws IOException, InterruptedException {
        return "jobs/"
                + api.post("configurations/full/execute/", "{}").path("id").asText() + "/";
    }

    private void awaitStatus(String job, String status) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (api.get(job).path("status").asText().equals(status)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError(api.get(job).toString());
    }

    private List<String> packages() throws IOException {
        try (Stream<Path> files = Files.list(surroundings.store())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tar.zst"))
                    .toList();
        }
    }

    private List<String> typesOf(JsonNode job) {
        Events events = new Events(surroundings.bootstrapServers());
        List<String> ids = events.ids();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        return events.typesByKey().get(job.path("id").asText());
    }
}
