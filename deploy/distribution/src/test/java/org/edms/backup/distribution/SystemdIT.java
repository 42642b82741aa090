package org.edms.backup.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.edms.backup.distribution.Installation.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units of systemd, installed by the commands of docs/installation.md in another root, without a running systemd. */
class SystemdIT {

    /** From 0 (no access) to 100. Java needs writable and executable memory, and the services need the network. */
    private static final int MOST_EXPOSURE = 16;

    private static final List<String> SERVICES =
            List.of("edms-backup-service", "edms-restore-worker", "edms-scheduler-service");

    @TempDir
    static Path directory;

    private static Installation installation;
    private static Path root;
    private static Path units;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")))
                .as("systemd is not installed")
                .isTrue();
        root = directory.toRealPath();
        installation = Installation.unpackedIn(Files.createDirectory(root.resolve("opt")));
        units = Files.createDirectories(root.resolve("etc/systemd/system"));
        Files.createDirectories(root.resolve("etc/sysusers.d"));
        Result installed = installation.run("bash", "-ec", documentedInstallation());
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        for (Path unit : units()) {
            // systemd-analyze looks for the programs.
            Files.writeString(
                    unit,
                    Files.readString(unit)
                            .replace("/opt/edms-backup/", root + "/opt/edms-backup/")
                            .replace(
                                    "/usr/bin/java",
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString()));
        }
    }

    /** The commands of the page, for the other root. */
    private static String documentedInstallation() throws IOException {
        String page = Files.readString(installation.file("docs/installation.md"));
        String section = page.substring(page.indexOf("## Run the services with systemd"));
        String block = section.substring(section.indexOf("```sh") + "```sh".length());
        return block.substring(0, block.indexOf("```"))
                .replace("sudo systemctl daemon-reload", "")
                .replace("systemd-sysusers", "systemd-sysusers --root=" + root)
                .replace("sudo ", "")
                .replace(" /etc/", " " + root + "/etc/")
                .replace(" /opt/", " " + root + "/opt/")
                .replace(
                        "edms-backup-VERSION", installation.home().getFileName().toString());
    }

    @Test
    void theUnitsAreValid() throws IOException, InterruptedException {
        // when
        Result verified = systemd("verify", List.of("--man=no"));

        // then
        List<String> findings = verified.output()
                .lines()
                .filter(line -> line.contains("edms-"))
                // Debian 12 has systemd 252; the units say that it ignores these.
                .filter(line -> !line.matches(".*Unknown key '(RestartSteps|RestartMaxDelaySec)'.*"))
                .toList();
        assertThat(findings).isEmpty();
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    @Test
    void theServicesHaveFewRights() throws IOException, InterruptedException {
        Result rated = systemd("security", List.of("--offline=true", "--threshold=" + MOST_EXPOSURE));

        assertThat(rated.exitCode()).as(rated.output()).isZero();
    }

    private static Result systemd(String verb, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/systemd-analyze", verb));
        command.addAll(options);
        for (Path unit : units()) {
            if (verb.equals("verify") || unit.toString().endsWith(".service")) {
                command.add(unit.toString());
            }
        }
        return installation.run(command.toArray(String[]::new));
    }

    @Test
    void theUnitsAreEnabled() throws IOException, InterruptedException {
        // when
        List<String> enable = new ArrayList<>(List.of("/usr/bin/systemctl", "--root=" + root, "enable"));
        enable.addAll(SERVICES);
        enable.add("edms-backup@full.timer");
        Result enabled = installation.run(enable.toArray(String[]::new));

        // then
        assertThat(enabled.exitCode()).as(enabled.output()).isZero();
        assertThat(SERVICES)
                .allSatisfy(service -> assertThat(root.resolve("etc/systemd/system/multi-user.target.wants")
                                .resolve(service + ".service"))
                        .isSymbolicLink());
        assertThat(root.resolve("etc/systemd/system/timers.target.wants/edms-backup@full.timer"))
                .isSymbolicLink();
    }

    @Test
    void theUserAndTheDirectoriesOfSecretsAreCreated() throws IOException {
        assertThat(root.resolve("etc/passwd")).content().contains("edms-backup:");
        assertThat(Files.getPosixFilePermissions(root.resolve("etc/edms-backup/credentials")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(root.resolve("etc/edms-backup/edms-backup.env")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void eachServiceEndsWhenMemoryRunsOutAndGetsItsSecretsAsCredentials() throws IOException {
        for (String service : SERVICES) {
            String unit = Files.readString(installation.file("systemd/" + service + ".service"));
            assertThat(unit)
                    .contains("-XX:+ExitOnOutOfMemoryError", "Restart=on-failure", "LoadCredential=")
                    .doesNotContain("_PASSWORD=");
            assertThat(unit.lines()
                            .filter(line -> line.contains("=%d/"))
                            .map(line -> line.replaceFirst(".*=%d/", "LoadCredential=")))
                    .isNotEmpty()
                    .allMatch(credential -> unit.contains(credential + ":"));
        }
    }

    private static List<Path> units() throws IOException {
        try (Stream<Path> files = Files.list(units)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
