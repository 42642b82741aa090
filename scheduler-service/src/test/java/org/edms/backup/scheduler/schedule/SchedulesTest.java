package org.edms.backup.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.edms.backup.scheduler.gateway.BackupService;
import org.edms.backup.scheduler.testing.FakeBackupService;
import org.edms.backup.scheduler.testing.Samples;
import org.edms.backup.scheduler.testing.Suite;
import org.edms.backup.scheduler.testing.TestClock;
import org.edms.backup.scheduler.trigger.Triggers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class SchedulesTest {

    private static final String EXECUTE = "/execute/";

    private final FakeBackupService fake = Suite.running().backupService();
    private final TestClock clock = new TestClock();

    @Inject
    BackupService backupService;

    private Schedules schedules;

    @BeforeEach
    void start() {
        Suite.running().reset();
        schedules = replica();
    }

    @Test
    void aDueBackupIsRequestedUnderTheKeyOfItsDueTime() {
        // given: half past two in Berlin
        fake.has(Samples.daily("nightly", "02:30"));
        clock.set("2026-05-05T00:30:00Z");

        // when
        schedules.tick();

        // then
        FakeBackupService.Call call = fake.calls(EXECUTE).get(0);
        assertThat(call.path()).isEqualTo("/api/v1/backup/configurations/" + Samples.id("nightly") + "/execute/");
        assertThat(call.key()).isEqualTo("schedule:" + Samples.id("nightly") + ":2026-05-05T00:30:00Z");
        assertThat(call.body()).contains("scheduled for 2026-05-05T00:30:00Z");
    }

    @Test
    void repeatedTicksRequestOnce() {
        // given
        fake.has(Samples.daily("nightly", "02:30"));
        clock.set("2026-05-05T00:30:00Z");

        // when
        for (int i = 0; i < 5; i++) {
            schedules.tick();
            clock.advance(Duration.ofSeconds(15));
        }

        // then
        assertThat(fake.calls(EXECUTE)).hasSize(1);
    }

    @Test
    void twoReplicasUseTheSameKey() {
        // given
        fake.has(Samples.daily("nightly", "02:30"));
        clock.set("2026-05-05T00:30:00Z");

        // when
        schedules.tick();
        replica().tick();

        // then
        assertThat(fake.calls(EXECUTE)).hasSize(2);
        assertThat(fake.done()).hasSize(1);
    }

    @Test
    void afterAnOutageTheLatestMissedTimeRunsOnceAndOlderOnesDoNot() {
        // given
        fake.has(Samples.daily("nightly", "02:30"));
        clock.set("2026-05-01T00:31:00Z");
        schedules.tick();

        // when
        clock.set("2026-05-05T10:00:00Z");
        replica().tick();

        // then
        assertThat(fake.keysOf(EXECUTE))
                .containsExactly(key("nightly", "2026-05-01T00:30:00Z"), key("nightly", "2026-05-05T00:30:00Z"));
    }

    @Test
    void timesBeforeTheConfigurationExistedAreNotMissed() {
        // given
        var schedule = Samples.daily("nightly", "02:30").schedule();
        fake.has(
                Samples.configuration("new", schedule, true, "2026-05-05T00:30:00Z"),
                Samples.configuration("older", schedule, true, "2026-05-05T00:29:59Z"));
        clock.set("2026-05-05T10:00:00Z");

        // when
        schedules.tick();

        // then
        assertThat(fake.keysOf(EXECUTE)).containsExactly(key("older", "2026-05-05T00:30:00Z"));
    }

    @Test
    void aDisabledConfigurationIsNotRequested() {
        // given
        var schedule = Samples.daily("nightly", "02:30").schedule();
        fake.has(Samples.configuration("nightly", schedule, false, "2026-01-01T00:00:00Z"));
        clock.set("2026-05-05T10:00:00Z");

        // when
        schedules.tick();

        // then
        assertThat(fake.calls(EXECUTE)).isEmpty();
    }

    @Test
    void aClockJumpDuplicatesNothing() {
        // given
        fake.has(Samples.cron("hourly", "0 * * * *"));
        Random random = new Random(7);
        List<Schedules> replicas = new ArrayList<>(List.of(replica(), replica()));

        // when: over half a day, back and forth, and now and then a replica starts anew
        for (int i = 0; i < 150; i++) {
            clock.set("2026-05-05T00:00:00Z");
            clock.advance(Duration.ofSeconds(random.nextInt(43_200)));
            if (i % 50 == 0) {
                replicas.set(i % 2, replica());
            }
            replicas.get(i % 2).tick();
        }

        // then: once for each hour
        assertThat(fake.done()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void aFailureStopsNoOtherConfigurationAndIsRetried() {
        // given
        fake.has(
                Samples.daily("first", "02:30"), Samples.cron("broken", "every night"), Samples.daily("last", "02:30"));
        fake.fail(Samples.id("first") + EXECUTE, 503, "{}");
        clock.set("2026-05-05T10:00:00Z");

        // when
        schedules.tick();
        List<String> atFirst = fake.done();
        fake.recover();
        schedules.tick();

        // then
        assertThat(atFirst)
                .hasSize(1)
                .allMatch(work -> work.contains(Samples.id("last").toString()));
        assertThat(fake.keysOf(EXECUTE))
                .containsExactly(
                        key("first", "2026-05-05T00:30:00Z"),
                        key("last", "2026-05-05T00:30:00Z"),
                        key("first", "2026-05-05T00:30:00Z"));
    }

    @Test
    void theExpectedIntervalOfEachConfigurationIsReturned() {
        // given
        fake.has(Samples.daily("nightly", "02:30"), Samples.cron("weekly", "0 3 * * 1"));
        clock.set("2026-05-05T10:00:00Z");

        // then
        assertThat(schedules.tick())
                .containsEntry("nightly", Duration.ofDays(1))
                .containsEntry("weekly", Duration.ofDays(7));
    }

    private Schedules replica() {
        return new Schedules(backupService, new Triggers(new SimpleMeterRegistry()), clock);
    }

    private static String key(String name, String due) {
        return "schedule:" + Samples.id(name) + ":" + due;
    }
}
