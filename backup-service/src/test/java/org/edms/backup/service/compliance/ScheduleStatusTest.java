package org.edms.backup.service.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.UUID;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.configuration.Retention;
import org.edms.backup.model.configuration.Schedule;
import org.edms.backup.model.id.ConfigurationId;
import org.junit.jupiter.api.Test;

class ScheduleStatusTest {

    private static final Duration GRACE = Duration.ofHours(2);
    private static final Instant CREATED = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void nothingIsOverdueWithinTheGracePeriod() {
        assertThat(at("2026-06-10T02:59:00Z", "2026-06-09T01:00:05Z").overdue()).isFalse();
    }

    @Test
    void aMissedBackupIsOverdueAfterTheGracePeriod() {
        assertThat(at("2026-06-10T03:00:00Z", "2026-06-09T01:00:05Z").overdue()).isTrue();
    }

    @Test
    void aBackupSinceTheDueTimeIsEnough() {
        assertThat(at("2026-06-10T20:00:00Z", "2026-06-10T01:00:05Z").overdue()).isFalse();
    }

    @Test
    void dueTimesBeforeTheScheduleBeganDoNotCount() {
        assertThat(ScheduleStatus.of(daily(true), null, GRACE, Instant.parse("2026-06-01T02:00:00Z"))
                        .overdue())
                .isFalse();
        assertThat(ScheduleStatus.of(daily(true), null, GRACE, Instant.parse("2026-06-01T03:00:00Z"))
                        .overdue())
                .isTrue();
    }

    @Test
    void nextDueTimeAndIntervalFollowTheSchedule() {
        ScheduleStatus due = at("2026-06-10T20:00:00Z", "2026-06-10T01:00:05Z");
        assertThat(due.next()).isEqualTo(Instant.parse("2026-06-11T01:00:00Z"));
        assertThat(due.interval()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aDisabledConfigurationIsNeverDue() {
        assertThat(ScheduleStatus.of(daily(false), null, GRACE, Instant.parse("2026-06-10T20:00:00Z")))
                .isEqualTo(new ScheduleStatus(null, null, false));
    }

    @Test
    void anOnDemandConfigurationIsNeverDue() {
        assertThat(ScheduleStatus.of(configuration(Frequency.ON_DEMAND, null, true), null, GRACE, CREATED))
                .isEqualTo(new ScheduleStatus(null, null, false));
    }

    @Test
    void aConfigurationWithAnInvalidScheduleIsOverdue() {
        assertThat(ScheduleStatus.of(configuration(Frequency.CRON, "every day", true), CREATED, GRACE, CREATED)
                        .overdue())
                .isTrue();
    }

    private static ScheduleStatus at(String now, String lastGood) {
        return ScheduleStatus.of(daily(true), Instant.parse(lastGood), GRACE, Instant.parse(now));
    }

    private static BackupConfiguration daily(boolean enabled) {
        return configuration(Frequency.DAILY, null, enabled);
    }

    private static BackupConfiguration configuration(Frequency frequency, String cron, boolean enabled) {
        return new BackupConfiguration(
                new ConfigurationId(new UUID(1, 1)),
                "nightly",
                BackupType.FULL,
                new Schedule(frequency, LocalTime.of(1, 0), null, cron, null),
                new Retention(null, null, null, null, null),
                "",
                true,
                false,
                enabled,
                "",
                CREATED);
    }
}
