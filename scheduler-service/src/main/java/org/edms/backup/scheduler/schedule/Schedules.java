package org.edms.backup.scheduler.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edms.backup.foundation.due.DueTimes;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.Schedule;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.scheduler.gateway.BackupService;
import org.edms.backup.scheduler.trigger.Triggers;
import org.jboss.logging.Logger;

/**
 * Requests the backup of every enabled configuration that is due. No state is kept between ticks: a due time missed during an
 * outage is requested at the next tick, and the idempotency key of the due time prevents a second backup.
 */
final class Schedules {

    private static final Logger LOG = Logger.getLogger(Schedules.class);

    private final BackupService backupService;
    private final Triggers triggers;
    private final Clock clock;

    /** Cached for the schedules of the latest tick. */
    private Map<Schedule, Optional<Duration>> longest = Map.of();

    Schedules(BackupService backupService, Triggers triggers, Clock clock) {
        this.backupService = backupService;
        this.triggers = triggers;
        this.clock = clock;
    }

    /**
     * @return the longest gap between due times by name of the configuration
     * @throws BackupException if the configurations are unavailable
     */
    Map<String, Duration> tick() {
        Instant now = clock.instant();
        Map<String, Duration> intervals = new LinkedHashMap<>();
        Map<Schedule, Optional<Duration>> seen = new HashMap<>();
        for (BackupConfiguration configuration : backupService.configurations()) {
            if (configuration.enabled()) {
                Optional<Duration> interval = tick(configuration, now);
                seen.put(configuration.schedule(), interval);
                interval.ifPresent(duration -> intervals.put(configuration.name(), duration));
            }
        }
        longest = seen;
        return intervals;
    }

    /** An invalid configuration does not prevent the backups of the others. */
    private Optional<Duration> tick(BackupConfiguration configuration, Instant now) {
        try {
            DueTimes times = DueTimes.of(configuration.schedule());
            times.latest(now)
                    .filter(due -> isToBeMade(configuration, due))
                    .ifPresent(due -> execute(configuration, due));
            Optional<Duration> known = longest.get(configuration.schedule());
            return known == null ? times.longestInterval(now) : known;
        } catch (BackupException e) {
            LOG.warnf("Invalid schedule: configuration=%s code=%s %s", configuration.name(), e.code(), e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isToBeMade(BackupConfiguration configuration, Instant due) {
        return configuration.scheduledSince() == null || due.isAfter(configuration.scheduledSince());
    }

    private void execute(BackupConfiguration configuration, Instant due) {
        String id = configuration.id().toString();
        triggers.fire("backup", key(id, due), () -> backupService.execute(id, key(id, due), "scheduled for " + due));
    }

    static String key(String id, Instant due) {
        return "schedule:" + id + ":" + due;
    }

    /** The due times of each configuration. */
    List<DueConfiguration> due() {
        Instant now = clock.instant();
        return backupService.configurations().stream()
                .map(configuration -> DueConfiguration.of(configuration, now))
                .toList();
    }
}
