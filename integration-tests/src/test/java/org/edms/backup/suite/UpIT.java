package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.KafkaServer;
import org.edms.backup.suite.CommandLine.Ended;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole suite on one machine, as a user starts it. */
@PostgresTest
class UpIT {

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
    void itComesUpAgainWithItsDataAfterItWasKilled() throws IOException, InterruptedException {
        // given
        JsonNode first = up();
        Ended created = with(first).run("create", "--type", "full", "--json");
        assertThat(created.exitCode()).as(created.toString()).isIn(0, 3);
        String name = created.json().at("/stored/name").asText();

        // when
        ProcessHandle.of(first.path("pid").asLong()).orElseThrow().destroyForcibly();
        JsonNode second = up();

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
        Ended twice = shell(Map.of()).run("up", "--detach", "--data", data.toString());
        assertThat(twice.exitCode()).as(twice.toString()).isEqualTo(6);
        assertThat(twice.errors()).contains(second.path("pid").asText());
        assertThat(shell(Map.of()).run("logs", "--data", data.toString()).output())
                .contains("backup-service.log", "restore-worker.log", "scheduler-service.log", "postgres.log");

        Ended down = shell(Map.of()).run("down", "--data", data.toString(), "--json");
        assertThat(down.json().path("stopped").asBoolean()).isTrue();
        assertThat(ProcessHandle.of(second.path("pid").asLong())).isEmpty();
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        assertThat(with(second).run("list").exitCode()).isEqualTo(1);
    }

    @Test
    void aSignalStopsAllOfIt() throws IOException, InterruptedException {
        // given
        CommandLine.Running up = shell(Map.of()).start("up", "--json", "--data", data.toString());
        for (int i = 0; i < 1200 && !Files.exists(data.resolve("suite.properties")); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(data.resolve("suite.properties")).exists();

        // when
        up.process().destroy();
        Ended ended = up.ended();

        // then
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(128 + 15);
        assertThat(data.resolve("suite.properties")).doesNotExist();
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        assertLogsAreQuiet();
    }

    /** A start and a stop take a few lines of each service, and none that is about its libraries. */
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
        assertThat(Files.readString(data.resolve("logs/postgres.log"))).doesNotContain("unexpected EOF");
    }

    @Test
    void serversOfOnesOwnAreUsed(TestDatabase edms, TestDatabase services) throws Exception {
        // given
        edms.execute("CREATE TABLE kept AS SELECT 'a word' AS word");
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("one"), "of one's own");
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), FreePort.find())) {

            // when
            JsonNode up = up(
                    "--db", url(edms) + "?tcpKeepAlive=true",
                    "--files", "storage=" + files,
                    "--postgres", url(services) + "?tcpKeepAlive=true",
                    "--kafka", kafka.bootstrapServers());
            Ended created = with(up).run("create", "--type", "full", "--json");

            // then
            assertThat(created.exitCode()).as(created.toString()).isIn(0, 3);
            assertThat(created.json().path("rows").asLong()).isEqualTo(1);
            assertThat(data.resolve("postgres")).doesNotExist();
            assertThat(data.resolve("kafka")).doesNotExist();
            shell(Map.of()).run("down", "--data", data.toString());

            // when: the next start names none of them
            CommandLine shell = shell(Map.of("PGPASSWORD", edms.asEdms().get("DB_PASSWORD")));
            Ended again = shell.run("up", "--detach", "--json", "--data", data.toString());
            Ended createdAgain = with(again.json()).run("create", "--type", "full", "--json");
            Ended status = shell.run("status", "--data", data.toString());
            shell.run("down", "--data", data.toString());

            // then
            assertThat(createdAgain.json().path("rows").asLong())
                    .as(createdAgain.toString())
                    .isEqualTo(1);
            assertThat(again.json().path("edms").asText())
                    .endsWith("/" + edms.asEdms().get("DB_NAME"));
            assertThat(status.output()).contains("/" + edms.asEdms().get("DB_NAME"), files.toString());

            // when: it names others
            Ended refused = shell.run("up", "--detach", "--data", data.toString(), "--db", url(services));

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
    void anEdmsThatDoesNotLetInIsToldOfAtOnce(TestDatabase edms) throws IOException, InterruptedException {
        // when
        Ended refused = shell(Map.of())
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
     * Killed while it has no documents, and anywhere: the command, the launcher or a server; more with edms.test.kills. How to
     * speak to a Kafka of one's own does not matter to it.
     */
    @Test
    void aDemonstrationThatWasKilledEndsWellTheNextTime() throws IOException, InterruptedException {
        Random random = new Random(1);
        CommandLine shell = shell(Map.of("KAFKA_SECURITY_PROTOCOL", "SSL"));
        for (int i = 0; i < Integer.getInteger("edms.test.kills", 1); i++) {
            // given
            CommandLine.Running demo = shell.start("demo", "--documents", "50", "--data", data.toString());
            String moment = i == 0
                    ? "Re-initialising"
                    : List.of("Kafka:", "Making an EDMS", "Sending").get(random.nextInt(3));
            for (int j = 0; j < 1200 && demo.process().isAlive() && !demo.told().contains(moment); j++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));

            // when
            ProcessHandle killed = random.nextBoolean() ? demo.process().toHandle() : launcher();
            killed.destroyForcibly();
            demo.ended();
            Ended next = shell.run("demo", "--documents", "50", "--exit", "--data", data.toString());

            // then
            assertThat(next.exitCode()).as(moment + "\n" + next).isZero();
            assertThat(next.output())
                    .contains("public.documents", "in all", "Every row and every file is accounted for");
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
        Ended up = shell(Map.of("PGPASSWORD", "of another server")).run(arguments.toArray(String[]::new));
        assertThat(up.exitCode()).as(up.toString()).isZero();
        return up.json();
    }

    private CommandLine with(JsonNode up) {
        return shell(Map.of(
                "EDMS_BACKUP_URL", up.path("url").asText(),
                "EDMS_BACKUP_TOKEN", up.path("token").asText()));
    }

    private CommandLine shell(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put(
                "EDMS_BACKUP_HOME",
                Path.of("../deploy/distribution").toAbsolutePath().normalize().toString());
        return new CommandLine(environment, directory);
    }
}
