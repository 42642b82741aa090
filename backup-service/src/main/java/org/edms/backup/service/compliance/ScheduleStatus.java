package org.edms.backup.service.compliance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edms.backup.foundation.due.DueTimes;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.error.BackupException;

/**
 * The next due time of a configuration, and whether it is overdue.
 *
 * @param next null without a schedule
 * @param interval the longest time between two backups; null without a schedule
 */
record ScheduleStatus(Instant next, Duration interval, boolean overdue) {

    private static final ScheduleStatus NEVER = new ScheduleStatus(null, null, false);

    /**
     * A configuration is overdue if no good backup began since its last due time, which the grace period has passed.
     *
     * @param lastGood the request time of the last good backup; null for none
     */
    static ScheduleStatus of(BackupConfiguration configuration, Instant lastGood, Duration grace, Instant now) {
        if (!configuration.enabled()) {
            return NEVER;
        }
        try {
            DueTimes times = DueTimes.of(configuration.schedule());
            Instant since = configuration.scheduledSince() == null ? Instant.EPOCH : configuration.scheduledSince();
            Optional<Instant> latest = times.latest(now.minus(grace)).filter(due -> due.isAfter(since));
            boolean overdue = latest.isPresent() && (lastGood == null || lastGood.isBefore(latest.get()));
            return new ScheduleStatus(
                    times.next(now).orElse(null), times.longestInterval(now).orElse(null), overdue);
        } catch (BackupException e) {
            // An unreadable schedule is never met.
            return new ScheduleStatus(null, null, true);
        }
    }
}
