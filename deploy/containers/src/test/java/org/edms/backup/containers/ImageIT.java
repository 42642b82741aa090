package org.edms.backup.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edms.backup.containers.Command.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ContainerEngine.class)
class ImageIT {

    private static final String IMAGE = "edms-backup:latest";
    private static final Pattern PURL = Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?\"]+)");
    private static final long MEGABYTE = 1_000_000;

    @Test
    void itIsSmall() {
        assertThat(Long.parseLong(inspected("{{.Size}}"))).isLessThan(250 * MEGABYTE);
        assertThat(ContainerEngine.compressedSize(IMAGE)).isLessThan(130 * MEGABYTE);
    }

    @Test
    void aBuildFromTheSourcesHasAllOfThem() {
        // given
        String stage = ContainerEngine.docker(
                        "build", "--quiet", "--target", "distribution", "--build-arg", "DISTRIBUTION=given", ".")
                .require();

        // when
        String copied =
                run("--user", "0", stage, "find", ".", "!", "-type", "d").require();

        // then
        assertThat(copied.lines().map(file -> file.substring("./".length())))
                .containsAll(ContainerEngine.command()
                        .run("git", "ls-files")
                        .require()
                        .lines()
                        .toList());
    }

    @Test
    void itsUserHasNoRights() {
        assertThat(inspected("{{.Config.User}}")).isEqualTo("10001:10001");
        assertThat(run("--entrypoint", "sh", IMAGE, "-c", "find / -xdev -perm /6000 -type f")
                        .require())
                .as("programs that give rights")
                .isBlank();
    }

    @Test
    void labelsNameTitleVersionAndLicense() {
        assertThat(inspected("{{json .Config.Labels}}"))
                .contains("\"org.opencontainers.image.title\":\"EDMS Backup\"")
                .contains("\"org.opencontainers.image.licenses\":\"Apache-2.0\"")
                .contains("\"org.opencontainers.image.version\":")
                .contains("\"org.opencontainers.image.revision\":");
    }

    @Test
    void everyLibraryIsInTheBillOfMaterials() {
        // given
        String libraries = run("--entrypoint", "sh", IMAGE, "-c", "cd /opt/edms-backup/lib/shared && ls *.jar")
                .require();

        // when
        String components = run(IMAGE, "sbom").require();

        // then
        List<String> known = PURL.matcher(components)
                .results()
                .map(purl -> purl.group(1) + "-" + purl.group(2) + ".jar")
                .toList();
        assertThat(components).contains("\"bomFormat\": \"CycloneDX\"", "\"name\": \"libc6\"", "openjdk-17");
        assertThat(libraries.lines())
                .hasSizeGreaterThan(100)
                .allMatch(jar -> known.stream().anyMatch(name -> jar.equals(name) || jar.endsWith("." + name)));
    }

    @Test
    void aCommandRunsOnAReadOnlyRootDirectory() {
        assertThat(run(IMAGE, "--version").require()).startsWith("edms-backup ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup-service", "restore-worker", "scheduler-service"})
    void aServiceWithoutSettingsNamesThem(String service) {
        // when
        Result ended = run(IMAGE, service);

        // then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("CONFIGURATION_INVALID: SERVICE_DB_URL is missing: set it to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup-service", "restore-worker", "scheduler-service"})
    void theClassesOfAServiceAreInTheArchive(String service) {
        // when
        Result ended = run("-e", "JAVA_OPTS=-Xlog:class+load", IMAGE, service);

        // then
        List<String> loaded = ended.output()
                .lines()
                .filter(line -> line.contains("[class,load] ") && !line.contains("Lambda"))
                .toList();
        assertThat(loaded).hasSizeGreaterThan(5_000);
        assertThat(loaded.stream().filter(line -> line.endsWith("source: shared objects file")))
                .hasSizeGreaterThan(loaded.size() * 4 / 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup-service", "restore-worker"})
    void aMissingSecretAndAWrongModelAreNamed(String service) {
        // when
        Result ended = run(
                "-e", "SERVICE_DB_PASSWORD_FILE=/run/none", "-e", "EDMS_BACKUP_MODEL=/run/model.yaml", IMAGE, service);

        // then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output())
                .contains("SERVICE_DB_PASSWORD_FILE names an unreadable file: /run/none")
                .contains("edms.backup.model names an unreadable file: /run/model.yaml");
    }

    @Test
    void aMountedModelIsUsedAndADirectoryInItsPlaceIsNamed() {
        // when
        Result none = run("-v", "/dev/null:/etc/edms-backup/model.yaml:ro", IMAGE, "backup-service");
        Result wrong = run("-v", "/etc/hostname:/etc/edms-backup/model.yaml:ro", IMAGE, "backup-service");
        Result directory = run("-v", "/etc:/etc/edms-backup/model.yaml:ro", IMAGE, "backup-service");

        // then
        assertThat(none.output()).doesNotContain("edms.backup.model");
        assertThat(wrong.output()).contains("edms.backup.model: Invalid model file: line 1");
        assertThat(directory.output()).contains("edms.backup.model names an unreadable file: Is a directory");
    }

    @Test
    void documentsThatTheWorkerMayNotWriteAreNamed() {
        // when
        Result ended =
                run("--tmpfs", "/srv/files:mode=0755", "-e", "EDMS_STORAGE_MEDIA=/srv/files", IMAGE, "restore-worker");

        // then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).containsPattern("EDMS_STORAGE_MEDIA /srv/files is not writable: its owner is root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup-service", "restore-worker"})
    void aStoreOfAnotherOwnerIsNamed(String service) {
        // when
        Result ended = run("--tmpfs", "/var/lib/edms-backup:mode=0755", IMAGE, service);

        // then
        assertThat(ended.exitCode()).isEqualTo(2);
        // Docker gives the directory this mode, Podman that of the directory in the image.
        assertThat(ended.output())
                .containsPattern(
                        "BACKUP_ROOT /var/lib/edms-backup is not writable: its owner is root, its mode rwx(r-x|---){2}\\. Give it to the user");
    }

    @Test
    void commandsForTheSuiteOnOneMachineAreRefused() {
        // when
        Result ended = run(IMAGE, "up");

        // then
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("use docker compose up");
    }

    private static String inspected(String format) {
        return ContainerEngine.docker("image", "inspect", "--format", format, IMAGE)
                .require();
    }

    /** Runs a container without capabilities and with a read-only root directory. */
    private static Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--read-only", "--cap-drop=ALL", "--tmpfs=/tmp"));
        Stream.of(arguments).forEach(command::add);
        return ContainerEngine.docker(command.toArray(String[]::new));
    }
}
