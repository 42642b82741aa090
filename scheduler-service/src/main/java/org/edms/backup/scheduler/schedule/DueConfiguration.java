package org.edms.backup.scheduler.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.edms.backup.foundation.due.DueTimes;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.id.ConfigurationId;

/**
 * When a configuration was and will be due.
 *
 * @param latestDue null where it never was since it was scheduled, and {@code nextDue} where it never will be
 * @param problem why its schedule cannot be followed; null where it can
 */
record DueConfiguration(
        ConfigurationId id,
        String name,
        @JsonProperty("is_enabled") boolean enabled,
        Instant latestDue,
        Instant nextDue,
        String problem) {

    static DueConfiguration of(BackupConfiguration configuration, Instant now) {
        try {
            DueTimes times = DueTimes.of(configuration.schedule());
            Instant since = configuration.scheduledSince() == null ? Instant.MIN : configuration.scheduledSince();
            Instant latest = times.latest(now).filter(due -> due.isAfter(since)).orElse(null);
            Instant next = configuration.enabled() ? times.next(now).orElse(null) : null;
            return of(configuration, latest, next, null);
        } catch (BackupException e) {
            return of(configuration, null, null, e.getMessage());
        }
    }

    private static DueConfiguration of(
            BackupConfiguration configuration, Instant latest, Instant next, String problem) {
        return new DueConfiguration(
                configuration.id(), configuration.name(), configuration.enabled(), latest, next, problem);
    }
}
