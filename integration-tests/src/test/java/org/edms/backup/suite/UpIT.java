package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.edms.backup.suite.CommandLine.Ended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole suite on one machine, as a user starts it. */
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
    void theDemonstrationAccountsForEveryRowAndEndsWell() throws IOException, InterruptedException {
        // when
        Ended demo = shell(Map.of()).run("demo", "--documents", "50", "--exit", "--data", data.toString());

        // then
        assertThat(demo.exitCode()).as(demo.toString()).isZero();
        assertThat(demo.output()).contains("public.documents", "in all", "Every row and every file is accounted for");
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        assertThat(data.resolve("suite.properties")).doesNotExist();
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
    }

    private JsonNode up() throws IOException, InterruptedException {
        Ended up = shell(Map.of("PGPASSWORD", "of another server"))
                .run("up", "--detach", "--json", "--data", data.toString());
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
