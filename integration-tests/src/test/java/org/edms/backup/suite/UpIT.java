package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.edms.backup.model.Json;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.KafkaServer;
import org.edms.backup.suite.CommandLine.Result;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite on one machine, as a user starts it. */
@PostgresTest
class UpIT {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void name() {
        data = directory.resolve("data");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        shell(Map.of()).run("down", "--data", data.toString());
    }

    @Test
    void theSuiteRestartsWithItsDataAfterAKillAndASignalStopsIt() throws IOException, InterruptedException {
        // given
        JsonNode first = up();
        Result created = with(first).run("create", "--type", "full", "--json");
        assertThat(created.exitCode()).as(created.toString()).isIn(0, 3);
        String name = created.json().at("/stored/name").asText();
        assertLogsAreQuiet();

        // when
        ProcessHandle.of(first.path("pid").asLong()).orElseThrow().destroyForcibly();
        CommandLine.Running up = shell(Map.of()).start("up", "--json", "--data", data.toString());
        JsonNode second = awaitReady(up);

        // then
        assertThat(second.path("url")).isEqualTo(first.path("url"));
        assertThat(second.path("data").asText()).isEqualTo(data.toString());
        assertThat(with(second).run("list").output()).contains(name, "completed");
        assertThat(shell(Map.of()).run("status", "--data", data.toString()).output())
                .contains(
                        "PostgreSQL",
                        "Kafka",
                        "restore-worker",
                        second.path("url").asText(),
                        "store: ");
        assertThat(shell(Map.of())
                        .run("list", "--restores", "--data", data.toString())
                        .exitCode())
                .isZero();
        assertThat(with(second).run("verify", name).exitCode()).isZero();
        Result twice = shell(Map.of()).run("up", "--detach", "--data", data.toString());
        assertThat(twice.exitCode()).as(twice.toString()).isEqualTo(6);
        assertThat(twice.errors()).contains(second.path("pid").asText());
        assertThat(shell(Map.of()).run("logs", "--data", data.toString()).output())
                .contains("backup-service.log", "restore-worker.log", "scheduler-service.log", "postgres.log");

        // when
        up.process().destroy();
        Result ended = up.awaitEnd();

        // then
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(128 + 15);
        assertThat(data.resolve("suite.properties")).doesNotExist();
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        assertThat(with(second).run("list").exitCode()).isEqualTo(1);
        assertLogsAreQuiet();
    }

    /** Waits for what a command prints when the suite is ready. */
    private static JsonNode awaitReady(CommandLine.Running up) throws IOException {
        await("the suite").atMost(START_LIMIT).pollInterval(POLL_INTERVAL).until(() -> {
            assertThat(up.process().isAlive()).as(up.outputSoFar()).isTrue();
            return Files.readString(up.output()).strip().endsWith("}");
        });
        return Json.newMapper().readTree(up.output().toFile());
    }

    /** A start and a stop log a few lines for each service, and none about its libraries. */
    private void assertLogsAreQuiet() throws IOException {
        for (String service : List.of("backup-service", "restore-worker", "scheduler-service")) {
            List<String> own = Files.readAllLines(data.resolve("logs").resolve(service + ".log")).stream()
                    .filter(line -> !line.matches(".*(audit number=|Requested: ).*"))
                    .toList();
            assertThat(own).as(service).isNotEmpty();
            assertThat(own).as(service).noneMatch(line -> line.matches(".*\\[(org\\.fly|org\\.apa|io\\.sma).*"));
        }
        assertThat(Files.readString(data.resolve("logs/kafka.log")).lines())
                .as("kafka")
                .noneMatch(line -> line.contains(" INFO "));
        String postgres = Files.readString(data.resolve("logs/postgres.log"));
        assertThat(postgres.substring(postgres.lastIndexOf("starting PostgreSQL")))
                .doesNotContain("unexpected EOF");
    }

    @Test
    void externalServersAreUsed(TestDatabase edms, TestDatabase services) throws Exception {
        // given
        edms.execute("CREATE TABLE kept AS SELECT 'a word' AS word");
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("one"), "external");
        Path model = Files.writeString(
                directory.resolve("model.yaml"),
                "format: edms-model/2\ntables: { kept: { key: [word], unguarded: true } }\n");
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), FreePort.find())) {

            // when
            JsonNode up = up(
                    "--db", url(edms) + "?tcpKeepAlive=true",
                    "--files", "storage=" + files,
                    "--model", model.toString(),
                    "--postgres", url(services) + "?tcpKeepAlive=true",
                    "--kafka", kafka.bootstrapServers());
            Result created = with(up).run("create", "--type", "full", "--json");

            // then
            assertThat(created.exitCode()).as(created.toString()).isIn(0, 3);
            assertThat(created.json().path("rows").asLong()).isEqualTo(1);
            assertThat(data.resolve("postgres")).doesNotExist();
            assertThat(data.resolve("kafka")).doesNotExist();
            Result down = shell(Map.of()).run("down", "--data", data.toString(), "--json");
            assertThat(down.json().path("stopped").asBoolean()).isTrue();
            assertThat(ProcessHandle.of(up.path("pid").asLong())).isEmpty();
            assertThat(with(up).run("list").exitCode()).isEqualTo(1);

            // when: the next start names none of them
            CommandLine shell = shell(Map.of("PGPASSWORD", edms.asEdms().get("DB_PASSWORD")));
            Result again = shell.run("up", "--detach", "--json", "--data", data.toString());
            Result createdAgain = with(again.json()).run("create", "--type", "full", "--json");
            Result status = shell.run("status", "--data", data.toString());
            shell.run("down", "--data", data.toString());

            // then
            assertThat(createdAgain.json().path("rows").asLong())
                    .as(createdAgain.toString())
                    .isEqualTo(1);
            assertThat(shell.run(
                                    "inspect",
                                    createdAgain.json().at("/stored/name").asText(),
                                    "--store",
                                    data.resolve("store").toString())
                            .output())
                    .contains("named model; it describes 1 tables");
            assertThat(again.json().path("edms").asText())
                    .endsWith("/" + edms.asEdms().get("DB_NAME"));
            assertThat(status.output())
                    .contains("/" + edms.asEdms().get("DB_NAME"), files.toString(), model.toString());

            // when: it names others
            Result refused = shell.run("up", "--detach", "--data", data.toString(), "--db", url(services));

            // then
            assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(6);
            assertThat(refused.errors())
                    .contains(
                            "SERVERS_DIFFER",
                            edms.asEdms().get("DB_NAME"),
                            services.asEdms().get("DB_NAME"),
                            "--reconfigure");
        }
    }

    @Test
    void aRejectedDatabaseLoginIsReportedAtOnce(TestDatabase edms) throws IOException, InterruptedException {
        // when
        Result refused = shell(Map.of())
                .run("up", "--data", data.toString(), "--db", url(edms).replaceFirst(":[^:@/]*@", ":wrong@"));

        // then
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(6);
        assertThat(refused.errors()).contains("DATABASE_LOGIN_REFUSED");
        assertThat(data).doesNotExist();
    }

    private static String url(TestDatabase database) {
        Map<String, String> edms = database.asEdms();
        return "postgresql://%s:%s@%s:%s/%s"
                .formatted(
                        edms.get("DB_USER"),
                        edms.get("DB_PASSWORD"),
                        edms.get("DB_HOST"),
                        edms.get("DB_PORT"),
                        edms.get("DB_NAME"));
    }

    /**
     * Kills the command or the launcher while the EDMS has no documents, or at a random moment; more with edms.test.kills. Settings
     * of an external Kafka must not affect the embedded one.
     */
    @Tag("long")
    @Test
    void aKilledDemonstrationSucceedsTheNextTime() throws IOException, InterruptedException {
        Random random = new Random(1);
        CommandLine shell = shell(Map.of("KAFKA_SECURITY_PROTOCOL", "SSL"));
        for (int i = 0; i < Integer.getInteger("edms.test.kills", 1); i++) {
            // given
            CommandLine.Running demo = shell.start("demo", "--documents", "50", "--data", data.toString());
            String moment = i == 0
                    ? "Re-initialising"
                    : List.of("Kafka:", "Creating an EDMS", "Uploading").get(random.nextInt(3));
            await(moment)
                    .atMost(START_LIMIT)
                    .pollInterval(POLL_INTERVAL)
                    .until(() -> !demo.process().isAlive() || demo.outputSoFar().contains(moment));
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));

            // when
            ProcessHandle killed = random.nextBoolean() ? demo.process().toHandle() : launcher();
            killed.destroyForcibly();
            demo.awaitEnd();
            Result next = shell.run("demo", "--documents", "50", "--exit", "--data", data.toString());

            // then
            assertThat(next.exitCode()).as(moment + "\n" + next).isZero();
            assertThat(next.output())
                    .contains("public.documents", "total", "Every row and every file is accounted for");
            assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
            assertThat(data.resolve("suite.properties")).doesNotExist();
        }
    }

    private ProcessHandle launcher() throws IOException {
        String pid = Files.readAllLines(data.resolve("launcher.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private JsonNode up(String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("up", "--detach", "--json", "--data", data.toString()));
        arguments.addAll(List.of(options));
        Result up = shell(Map.of("PGPASSWORD", "of another server")).run(arguments.toArray(String[]::new));
        assertThat(up.exitCode()).as(up.toString()).isZero();
        return up.json();
    }

    private CommandLine with(JsonNode up) {
        return shell(Map.of(
                "EDMS_BACKUP_URL", up.path("url").asText(),
                "EDMS_BACKUP_TOKEN", up.path("token").asText()));
    }

    private CommandLine shell(Map<String, String> variables) {
        return CommandLine.ofWorkingCopy(variables, directory);
    }
}
