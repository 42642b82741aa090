package org.edms.backup.service.compliance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edms.backup.foundation.due.DueTimes;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.error.BackupException;

/**
 * When a configuration is due next, and whether it has missed what was due.
 *
 * @param next null for one that is not due by itself
 * @param interval the longest time between two backups; null likewise
 */
record ScheduleStatus(Instant next, Duration interval, boolean overdue) {

    private static final ScheduleStatus NEVER = new ScheduleStatus(null, null, false);

    /**
     * Overdue is a configuration of which no good backup was begun since it was last due, a grace ago or earlier.
     *
     * @param lastGood when its last good backup was asked for; null for never
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
            // A schedule that nobody can follow is never met.
            return new ScheduleStatus(null, null, true);
        }
    }
}
