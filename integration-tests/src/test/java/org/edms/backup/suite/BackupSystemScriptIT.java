package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script for crontabs and runbooks. */
@PostgresTest
class BackupSystemScriptIT {

    private static final Path SCRIPT = Path.of("..", "deploy", "scripts", "backup-system.sh");

    @TempDir
    Path directory;

    private record Result(int exitCode, String output) {}

    @Test
    void aPackageIsCreatedVerifiedAndRestored(TestDatabase database) throws Exception {
        // given
        database.execute("CREATE TABLE paper (code text PRIMARY KEY); INSERT INTO paper VALUES ('a'), ('b')");
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("a.txt"), "a");
        Map<String, String> environment = new HashMap<>(database.asEdms());
        environment.put(
                "BACKUP_ROOT", Files.createDirectory(directory.resolve("store")).toString());
        environment.put("EDMS_STORAGE_STORAGE", files.toString());

        // when
        Result created = run(environment, "create", "full");
        Result elsewhere = run(environment, "create", "full", directory + "/elsewhere.tar.zst");
        String name = packages(directory.resolve("store")).get(0);
        Result verified = run(environment, "verify", name);
        database.execute("DELETE FROM paper");
        Files.delete(files.resolve("a.txt"));
        Result restored = run(environment, "restore", name, "--force");

        // then
        assertThat(List.of(created.exitCode(), elsewhere.exitCode(), verified.exitCode(), restored.exitCode()))
                .as("%s\n%s\n%s\n%s", created, elsewhere, verified, restored)
                .containsExactly(0, 0, 0, 0);
        assertThat(directory.resolve("elsewhere.tar.zst")).exists();
        assertThat(files.resolve("a.txt")).hasContent("a");
    }

    @Test
    void withAComposeFileTheCommandRunsInAContainerThatSeesThePackage() throws Exception {
        // given
        Path docker = Files.writeString(directory.resolve("docker"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        Path store = Files.createDirectory(directory.toRealPath().resolve("the store"));
        Files.writeString(store.resolve("a package.tar.zst"), "");
        Map<String, String> environment = Map.of(
                "PATH",
                directory + ":" + System.getenv("PATH"),
                "COMPOSE_FILE",
                "/srv/my edms/docker-compose.yml",
                "CONTAINER_PREFIX",
                "edms",
                "BACKUP_ROOT",
                store.toString());

        // when
        Result ended = run(environment, "restore", "a package.tar.zst", "--force");

        // then
        assertThat(ended.output().lines())
                .containsExactly(
                        "compose",
                        "--project-name",
                        "edms",
                        "run",
                        "--rm",
                        "--no-deps",
                        "-T",
                        "--volume",
                        store + ":" + store,
                        "cli",
                        "restore",
                        store + "/a package.tar.zst",
                        "--force");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "create", "create database", "restore", "restore p --dry-run", "verify", "schedule now"})
    void unknownArgumentsAreWrongUsage(String arguments) throws Exception {
        // when
        Result ended = run(
                Map.of(),
                Stream.of(arguments.split(" ")).filter(each -> !each.isEmpty()).toArray(String[]::new));

        // then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).startsWith("usage:");
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(output));
    }

    private static List<String> packages(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(each -> each.endsWith(".tar.zst"))
                    .toList();
        }
    }
}
