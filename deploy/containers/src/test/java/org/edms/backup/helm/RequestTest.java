package org.edms.backup.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the CronJobs, with a wget that prints its arguments. */
class RequestTest {

    private static final String EXECUTE = "configurations/nightly/execute/";

    @TempDir
    Path directory;

    @BeforeEach
    void createPrograms() throws IOException {
        Path wget = Files.writeString(directory.resolve("wget"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(wget, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(directory.resolve("token"), "header.claims.signature\n");
    }

    @Test
    void theKeyIsTheScheduledTime() throws Exception {
        // when
        List<String> arguments = run("suite-backup-nightly-29868990");

        // then
        assertThat(arguments)
                .contains("Idempotency-Key: cronjob:" + EXECUTE + ":2026-10-16T08:30:00Z")
                .contains("Authorization: Bearer header.claims.signature", "{\"reason\":\"test\"}")
                .contains("http://suite/api/v1/backup/" + EXECUTE);
    }

    @Test
    void aJobThatAPersonCreatesHasAKeyOfItsOwn() throws Exception {
        assertThat(run("before-the-move")).contains("Idempotency-Key: job:4c2f");
    }

    private List<String> run(String job) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", Chart.DIRECTORY.resolve("files/request").toString())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        directory + ":" + System.getenv("PATH"),
                        "CRONJOB_NAME",
                        "suite-backup-nightly",
                        "JOB_NAME",
                        job,
                        "JOB_UID",
                        "4c2f",
                        "REQUEST",
                        EXECUTE,
                        "BODY",
                        "{\"reason\":\"test\"}",
                        "EDMS_BACKUP_URL",
                        "http://suite",
                        "EDMS_BACKUP_TOKEN_FILE",
                        directory.resolve("token").toString()));
        Process process = builder.start();
        List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output.toString()).isZero();
        return output;
    }
}
