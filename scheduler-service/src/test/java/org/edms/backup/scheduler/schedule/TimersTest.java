package org.edms.backup.scheduler.schedule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.edms.backup.model.event.AlertEvent;
import org.edms.backup.scheduler.testing.FakeBackupService;
import org.edms.backup.scheduler.testing.Samples;
import org.edms.backup.scheduler.testing.Suite;
import org.edms.backup.scheduler.testing.TestClock;
import org.edms.backup.testing.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running service, driven by its own timers only. */
@QuarkusTest
@QuarkusTestResource(Suite.class)
class TimersTest {

    private final FakeBackupService fake = Suite.running().backupService();

    @Inject
    Scheduler scheduler;

    @Inject
    TestClock clock;

    @BeforeEach
    void reset() {
        Suite.running().reset();
    }

    @AfterEach
    void stop() {
        scheduler.pause();
    }

    @Test
    void theTimersTriggerWhatIsDueAndReportWhatIsOverdue() {
        // given
        clock.set("2026-06-06T03:30:10Z");
        fake.has(Samples.daily("nightly", "02:30"));
        fake.is(Samples.well(Samples.of("nightly", Instant.parse("2026-06-01T00:30:00Z"), true)));

        // when
        scheduler.resume();

        // then
        await(() -> fake.calls("/execute/").size() == 1);
        await(() -> fake.keysOf("/apply_retention/").equals(List.of("retention:2026-06-06T03:30:00Z")));
        await(() -> fake.calls("/run_health_check/").size() == 5);
        await(() -> Suite.running().webhook().taken().size() == 1);
        assertThat(Suite.running().webhook().taken().get(0).data()).isInstanceOf(AlertEvent.Raised.class);
        await(() -> Suite.running().smtp().mails().size() == 1);
        given().auth()
                .oauth2(Tokens.viewer())
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("edms_backup_schedule_ticks_total{outcome=\"done\"}"))
                .body(containsString("edms_backup_schedule_triggers_total{outcome=\"accepted\",work=\"backup\"}"))
                .body(containsString("edms_backup_expected_interval_seconds{configuration=\"nightly\"} 86400.0"))
                .body(containsString("edms_backup_incidents_open{kind=\"BACKUP_OVERDUE\"} 1.0"))
                .body(containsString("edms_backup_alert_deliveries_total{channel=\"mail\",outcome=\"delivered\"}"));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(50)).until(condition);
    }
}
