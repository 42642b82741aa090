package org.edms.backup.model.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.health.HealthStatus;

/**
 * The status of the suite.
 *
 * @param successRate the share of good backups in the last 30 days, from 0 to 1; null if there were none
 * @param openRestores restores that have not ended, including dry runs; absent in messages of earlier versions
 * @param openDryRuns dry runs that have not ended
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
