package org.edms.backup.scheduler.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.scheduler.testing.FakeBackupService;
import org.edms.backup.scheduler.testing.Samples;
import org.edms.backup.scheduler.testing.Suite;
import org.edms.backup.testing.CapturedLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class BackupServiceTest {

    private final Suite suite = Suite.running();
    private final FakeBackupService fake = suite.backupService();

    @Inject
    BackupService backupService;

    @BeforeEach
    void reset() {
        suite.reset();
    }

    @Test
    void everyPageOfConfigurationsIsRead() {
        // given
        fake.has(IntStream.range(0, 450)
                .mapToObj(i -> Samples.daily("number " + i, "02:30"))
                .toArray(BackupConfiguration[]::new));

        // then
        assertThat(backupService.configurations())
                .hasSize(450)
                .extracting(BackupConfiguration::name)
                .doesNotHaveDuplicates();
        assertThat(fake.calls("/configurations/")).hasSize(3);
    }

    @Test
    void olderPagesAreNotRequested() {
        // given
        fake.ran(
                Samples.failed(Samples.id("a"), Samples.NOON.minusSeconds(100)),
                Samples.failed(Samples.id("a"), Samples.NOON.minusSeconds(9_000)));

        // then
        assertThat(backupService.jobs(JobStatus.FAILED, Samples.NOON.minusSeconds(1_000)))
                .singleElement()
                .extracting(job -> job.state().getClass())
                .isEqualTo(Outcome.Failed.class);
    }

    @Test
    void theTokenIsReadAgainForEachCall() {
        // when
        backupService.systemStatus();
        suite.useToken("second");
        backupService.systemStatus();

        // then
        assertThat(fake.calls("/system_status/"))
                .extracting(FakeBackupService.Call::token)
                .containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void aProblemDocumentKeepsItsCode() {
        // given
        fake.fail("/configurations/", 422, """
                {"type": "urn:edms-backup:error:idempotency-key-reused", "title": "Idempotency key belongs to another request",
                 "status": 422, "detail": "schedule:x", "code": "IDEMPOTENCY_KEY_REUSED", "hint": "Use a new key."}
                """);

        // then
        assertCode(ErrorCode.IDEMPOTENCY_KEY_REUSED, backupService::configurations);
        assertCode(ErrorCode.IDEMPOTENCY_KEY_REUSED, () -> backupService.execute("x", "key", "why"));
    }

    @Test
    void theResponseOfAProxyHasACode() {
        // given
        fake.fail("/configurations/", 502, "<html>Bad gateway</html>");
        fake.fail("/system_status/", 401, "");
        fake.fail("/apply_retention/", 403, "null");

        // then
        assertCode(ErrorCode.SERVICE_UNREACHABLE, backupService::configurations);
        assertCode(ErrorCode.NOT_AUTHENTICATED, backupService::systemStatus);
        assertCode(ErrorCode.NOT_ALLOWED, () -> backupService.applyRetention("key"));
    }

    @Test
    void anUnreadableResponseIsReported() {
        // given
        fake.fail("/system_status/", 200, "{\"status\": \"SPLENDID\"}");

        // then
        assertCode(ErrorCode.MESSAGE_UNREADABLE, backupService::systemStatus);
    }

    @Test
    void aClosedConnectionMeansUnreachable() {
        // given
        fake.hangUp();

        // then
        assertCode(ErrorCode.SERVICE_UNREACHABLE, backupService::systemStatus);
        assertCode(ErrorCode.SERVICE_UNREACHABLE, () -> backupService.execute("x", "key", "why"));
    }

    @Test
    void anOutageIsLoggedAtItsBeginAndAtItsEnd() {
        backupService.systemStatus();
        try (CapturedLog log = new CapturedLog("org.edms.backup.scheduler")) {
            // when
            fake.fail("/configurations/", 503, "");
            assertCode(ErrorCode.SERVICE_UNREACHABLE, backupService::configurations);
            assertCode(ErrorCode.SERVICE_UNREACHABLE, backupService::configurations);
            backupService.systemStatus();
            backupService.systemStatus();

            // then
            assertThat(log.lines("backup-service"))
                    .containsExactly(
                            "WARN backup-service is unreachable: backup-service answered with HTTP 503",
                            "INFO backup-service is reachable again");
        }
    }

    private static void assertCode(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BackupException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
