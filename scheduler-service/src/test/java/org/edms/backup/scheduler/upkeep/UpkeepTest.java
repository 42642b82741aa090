package org.edms.backup.scheduler.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.edms.backup.scheduler.gateway.BackupService;
import org.edms.backup.scheduler.testing.FakeBackupService;
import org.edms.backup.scheduler.testing.Suite;
import org.edms.backup.scheduler.testing.TestClock;
import org.edms.backup.scheduler.trigger.Triggers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class UpkeepTest {

    private final FakeBackupService fake = Suite.running().backupService();
    private final TestClock clock = new TestClock();

    @Inject
    BackupService backupService;

    @Inject
    UpkeepSettings settings;

    @BeforeEach
    void reset() {
        Suite.running().reset();
    }

    @Test
    void retentionAndHealthChecksAreRequestedUnderTheKeysOfTheirDueTimes() {
        // given
        clock.set("2026-05-05T03:47:00Z");

        // when
        replica().tick();

        // then
        assertThat(fake.keysOf("/system/"))
                .containsExactlyInAnyOrder(
                        "retention:2026-05-05T03:30:00Z",
                        "health-check:DATABASE:2026-05-05T03:45:00Z",
                        "health-check:STORAGE:2026-05-05T03:45:00Z",
                        "health-check:APPLICATION:2026-05-05T03:45:00Z",
                        "health-check:BACKUP_SYSTEM:2026-05-05T03:45:00Z",
                        "health-check:SECURITY:2026-05-05T03:00:00Z");
        assertThat(fake.calls("/run_health_check/"))
                .extracting(FakeBackupService.Call::query)
                .contains("type=BACKUP_SYSTEM");
    }

    @Test
    void twoReplicasAndRepeatedTicksTriggerEachOnce() {
        // given
        Upkeep one = replica();
        Upkeep other = replica();

        // when: over an hour
        clock.set("2026-05-05T04:00:00Z");
        for (int i = 0; i < 60; i++) {
            one.tick();
            other.tick();
            clock.advance(Duration.ofMinutes(1));
        }

        // then: twice twelve, twice four, one, and last night's retention
        assertThat(fake.done()).hasSize(24 + 8 + 1 + 1).doesNotHaveDuplicates();
    }

    @Test
    void aRejectedRequestIsRetried() {
        // given
        clock.set("2026-05-05T03:47:00Z");
        fake.fail("/apply_retention/", 503, "");
        Upkeep upkeep = replica();
        upkeep.tick();

        // when
        fake.recover();
        upkeep.tick();
        upkeep.tick();

        // then
        assertThat(fake.calls("/apply_retention/")).hasSize(2);
        assertThat(fake.calls("/run_health_check/")).hasSize(5);
    }

    private Upkeep replica() {
        return new Upkeep(settings, backupService, new Triggers(new SimpleMeterRegistry()), clock);
    }
}
