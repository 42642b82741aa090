package org.edms.backup.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edms.backup.containers.Command.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The compose project, started from nothing. The demonstration fills its EDMS before the tests. */
@ExtendWith(ContainerEngine.class)
class ComposeIT {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\S+\\.tar\\.zst$");
    private static final Pattern STORED = Pattern.compile("\\S+\\.tar\\.zst");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DOCUMENTS = "100";

    private static Project project;

    @TempDir
    Path directory;

    @BeforeAll
    static void theDemonstrationEndsWithZero() {
        project = Project.create("edms-compose-it");
        project.compose("up", "--detach").require();
        String output = project.compose("--profile", "demo", "run", "--rm", "-T", "demo", "demo", DOCUMENTS)
                .require();
        assertThat(output).contains("Every row and every file is accounted for.");
    }

    @AfterAll
    static void downLeavesNothing() {
        project.compose("--profile", "demo", "--profile", "cli", "down", "--volumes")
                .require();
        assertThat(project.remains()).isEmpty();
    }

    @Test
    void onlyTheGatewayIsPublishedAndOnlyToThisMachine() {
        for (String service : List.of("postgres", "kafka", "restore-worker", "scheduler-service", "backup-service")) {
            Stream<String> ports = ContainerEngine.docker("port", project.container(service))
                    .output()
                    .lines();
            if (service.equals("backup-service")) {
                assertThat(ports).singleElement().asString().startsWith("8080/tcp -> 127.0.0.1:");
            } else {
                assertThat(ports.filter(line -> line.contains("->")))
                        .as(service)
                        .isEmpty();
            }
        }
    }

    @Test
    void aBackupIsRestoredThroughTheServices() {
        // given
        String backup = packageOf(project.cli("create", "--type", "full"));
        execute("DELETE FROM document_comments");

        // when
        Result restored = project.cli("restore", backup, "--force");

        // then
        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(count("document_comments")).isPositive();
    }

    @Test
    void theScriptRunsEachVerb() throws IOException {
        // given
        Path store = Files.createDirectory(directory.resolve("store"));
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Command command = project.command()
                .with("COMPOSE_FILE", Command.TOP.resolve("docker-compose.yml").toString())
                .with("CONTAINER_PREFIX", project.name())
                .with("BACKUP_ROOT", store.toString());
        String script = "deploy/scripts/backup-system.sh";
        Path export = store.resolve("export.tar.zst");

        // when
        List<Result> results = List.of(
                command.run(script, "create", "full"),
                command.run(script, "create", "export", export.toString()),
                command.run(script, "verify", export.toString()),
                command.run(script, "schedule", "setup"));
        String full = packageOf(results.get(0));
        Result restored = command.run(script, "restore", full, "--force");
        Result unconfirmed = command.run(script, "restore", full);

        // then
        assertThat(results).extracting(Result::exitCode).as(results.toString()).containsOnly(0);
        assertThat(store.resolve(full)).exists();
        assertThat(export).exists();
        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(unconfirmed.exitCode()).as(unconfirmed.output()).isEqualTo(6);
    }

    @Test
    void aBackupWhoseContainerIsKilledIsMadeAgain() {
        // given
        project.cli("create", "--type", "full", "--detach").require();

        // when
        kill("backup-service");

        // then
        Matcher backup = STORED.matcher(awaitOutput(() -> project.cli("list", "--limit", "1"), "completed"));
        assertThat(backup.find()).isTrue();
        assertThat(project.cli("verify", backup.group()).exitCode()).isZero();
        assertThat(count("documents")).isEqualTo(Integer.parseInt(DOCUMENTS));
    }

    @Test
    void aRestoreWhoseWorkerIsKilledIsCompleted() {
        // given
        String backup = packageOf(project.cli("create", "--type", "full"));
        execute("DELETE FROM document_comments");
        project.cli("restore", backup, "--force", "--detach").require();

        // when
        kill("restore-worker");

        // then
        awaitOutput(() -> project.cli("list", "--restores", "--limit", "1"), "completed");
        assertThat(count("documents")).isEqualTo(Integer.parseInt(DOCUMENTS));
        assertThat(count("document_comments")).isPositive();
    }

    @Test
    void anUpgradeKeepsPackagesAndJobs() {
        // given
        String backup = packageOf(project.cli("create", "--type", "full"));
        ContainerEngine.docker("tag", "edms-backup:latest", "edms-backup:next").require();
        Project next = project.with("EDMS_BACKUP_TAG", "next");

        // when
        next.compose("up", "--detach").require();

        // then
        assertThat(ContainerEngine.docker("inspect", "--format", "{{.Config.Image}}", next.container("backup-service"))
                        .output())
                .contains("edms-backup:next");
        assertThat(next.cli("list").require()).contains(backup);
        assertThat(next.cli("restore", backup, "--force").exitCode()).isZero();
        project = next;
    }

    /** Kills the process, as the kernel does. The engine restarts the container; after its own command "kill" it would not. */
    private static void kill(String service) {
        String process = ContainerEngine.docker("inspect", "--format", "{{.State.Pid}}", project.container(service))
                .require();
        project.command().run("kill", "-KILL", process).require();
    }

    private static String packageOf(Result created) {
        Matcher name = PACKAGE.matcher(created.require());
        assertThat(name.find()).as(created.output()).isTrue();
        return name.group();
    }

    private static void execute(String statement) {
        project.sql("edms", statement).require();
    }

    private static int count(String table) {
        return Integer.parseInt(
                project.sql("edms", "SELECT count(*) FROM " + table).require());
    }

    private static String awaitOutput(Supplier<Result> command, String text) {
        return await(text)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> command.get().output(), output -> output.contains(text));
    }
}
