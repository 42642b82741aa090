package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.edms.backup.cli.remote.FakeService;
import org.edms.backup.model.Json;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.job.BackupState;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.SystemStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteCommandsTest {

    private static final BackupJobId ID = new BackupJobId(new UUID(1, 2));

    private final FakeService service = new FakeService();

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create --db postgresql://u@h/d",
                "create --store /tmp",
                "create --parallel 2",
                "create --no-verify",
                "restore p --target /tmp",
                "restore p --files a=/tmp",
                "restore p --plan x",
                "test-restore p --scratch postgresql://u@h/d",
                "test-restore p --mode merge",
                "verify p --identity x",
                "restore undo --list",
                "create --local",
                "create --schedule --output /tmp",
                "schedule --list-configs --cron x",
                "schedule --enable a --disable b",
                "audit --limit 0",
                "status --data /nowhere"
            })
    void whatMeansNothingToAServerIsWrongUsage(String command) {
        // when
        Shell refused = run(command);

        // then
        assertThat(refused.exitCode()).as(refused.errors()).isEqualTo(2);
        assertThat(refused.message()).contains("[WRONG_USAGE]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "health",
                "audit",
                "schedule --list-configs",
                "create --schedule",
                "create --detach",
                "list --restores",
                "verify p --token-file x"
            })
    void whatMeansNothingWithoutAServerSaysThatItNeedsOne(String command) {
        // when
        Shell refused = Shell.run(command.split(" ", -1));

        // then
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.message()).contains("--server");
    }

    @Test
    void aLocalFileIsRejectedWithAServer(@TempDir Path directory) throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("p.tar"), "x");

        // then
        for (String command : List.of("verify", "inspect", "test-restore")) {
            assertThat(run(command + " " + file).message()).contains("--local");
        }
    }

    @Test
    void anInterruptBeforeTheAnswerCancelsTheJob(@TempDir Path directory) throws IOException, InterruptedException {
        // given
        String request = "system/create_export_package/";
        String running = job(new BackupState.Running(Instant.EPOCH, 1));
        service.on("POST", request, FakeService.silence(), FakeService.status(202, running));
        service.on("POST", "jobs/" + ID + "/cancel/", FakeService.json(running));
        Process create = new CommandProcess(directory.resolve("output"))
                .start("create", "--type", "export", "--server", service.url());
        await().until(() -> !service.asked(request).isEmpty());

        // when
        create.destroy();

        // then
        assertThat(create.waitFor()).isNotZero();
        assertThat(service.asked("jobs/" + ID + "/cancel/")).hasSize(1);
        assertThat(service.asked(request).stream().map(each -> each.header("Idempotency-Key")))
                .hasSize(2)
                .containsOnly(service.asked(request).get(0).header("Idempotency-Key"));
    }

    @Test
    void aFailedRemoteBackupHasTheExitCodeOfALocalOne() throws IOException {
        // given
        service.on("GET", "configurations/nightly/", FakeService.json("""
                        {"name": "nightly", "backup_type": "FULL", "frequency": "DAILY"}"""));
        service.on(
                "POST",
                "configurations/nightly/execute/",
                FakeService.status(202, job(BackupState.Pending.first(Instant.EPOCH))));
        service.on(
                "GET",
                "jobs/" + ID + "/",
                FakeService.json(
                        job(new Outcome.Failed(Instant.EPOCH, new Failure(ErrorCode.READ_DENIED, "public.secrets")))));

        // when
        Shell failed = run("create --config-name nightly");

        // then
        assertThat(failed.exitCode()).isEqualTo(6);
        assertThat(failed.message()).contains("public.secrets", "[READ_DENIED]");
        assertThat(run("create --config-name nightly --detach").output()).contains(ID.toString());
        assertThat(run("create --config-name nightly --encrypt").exitCode()).isEqualTo(2);
        assertThat(run("create --config-name nightly --type files").exitCode()).isEqualTo(2);
    }

    @Test
    void anInvalidOutputIsRejectedBeforeTheBackup(@TempDir Path directory) throws IOException {
        // given
        Path there = Files.writeString(directory.resolve("p.tar.zst"), "x");

        // then
        assertThat(run("create --type export -o " + there).message()).contains("[PACKAGE_EXISTS]");
        assertThat(run("create --type export -o " + directory.resolve("q.tar.gz"))
                        .message())
                .contains(".tar.zst");
        assertThat(service.asked("system/create_export_package/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HEALTHY, 0", "WARNING, 3", "CRITICAL, 1"})
    void theExitCodeOfStatusAndHealthReflectsTheWorstResult(HealthStatus status, int expected) throws IOException {
        // given
        service.on(
                "GET",
                "system/system_status/",
                answer(new SystemStatus(
                        status,
                        Instant.EPOCH,
                        5_000,
                        7_000,
                        0.5,
                        1,
                        2,
                        3,
                        1,
                        List.of(new ConfigurationStatus("nightly", Instant.EPOCH, null, null, true)))));
        service.on(
                "GET",
                "health/latest_status/",
                answer(List.of(new HealthCheck(
                        CheckType.STORAGE, status, "a disk", Map.of("x", 1.0), Instant.EPOCH, Duration.ofMillis(3)))));

        // when
        Shell state = run("status");
        Shell health = run("health");

        // then
        assertThat(state.exitCode()).as(state.errors()).isEqualTo(expected);
        assertThat(state.output()).contains(status.name(), "nightly", "overdue", "50.0 %", "1970-01-01T00:00:00Z");
        assertThat(state.output()).contains("backups: 1 waiting, 2 running", "restores: 3 open, 1 of them a dry run");
        assertThat(health.exitCode()).as(health.errors()).isEqualTo(expected);
        assertThat(health.output()).contains("storage", "a disk");
        assertThat(run("schedule --status").exitCode()).isEqualTo(3);
        assertThat(run("status --json").output()).contains("\"success_rate\" : 0.5");
    }

    private Shell run(String command) {
        return Shell.run((command + " --server " + service.url()).split(" ", -1));
    }

    private static FakeService.Answer answer(Object json) throws IOException {
        return FakeService.json(Json.newMapper().writeValueAsString(json));
    }

    private static String job(BackupState state) throws IOException {
        return Json.newMapper()
                .writeValueAsString(new BackupJob(
                        ID, null, BackupType.FULL, "anna", null, Instant.EPOCH, state, null, null, false));
    }
}
