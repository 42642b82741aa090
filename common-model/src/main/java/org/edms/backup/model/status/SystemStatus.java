package org.edms.backup.model.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.health.HealthStatus;

/**
 * How the suite is doing.
 *
 * @param successRate of the backups of the last 30 days, from 0 to 1; null where there were none
 * @param openRestores restores that have not ended, dry runs among them; an earlier version does not say
 * @param openDryRuns those of them that change nothing
 */
public record SystemStatus(
        HealthStatus status,
        Instant at,
        long storeBytesUsed,
        long storeBytesFree,
        Double successRate,
        int pendingJobs,
        int runningJobs,
        Integer openRestores,
        Integer openDryRuns,
        List<ConfigurationStatus> configurations) {

    public SystemStatus {
        Objects.requireNonNull(status);
        Objects.requireNonNull(at);
        openRestores = Objects.requireNonNullElse(openRestores, 0);
        openDryRuns = Objects.requireNonNullElse(openDryRuns, 0);
        configurations = List.copyOf(configurations);
    }
}
