package org.edms.backup.scheduler.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.edms.backup.foundation.due.DueTimes;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.id.ConfigurationId;

/**
 * The due times of a configuration.
 *
 * @param latestDue null if it has not been due since it was scheduled; {@code nextDue} is null if it never will be
 * @param problem why its schedule is invalid; null if it is valid
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
