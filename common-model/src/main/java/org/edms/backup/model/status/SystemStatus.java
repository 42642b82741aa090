package org.edms.backup.model.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.health.HealthStatus;

/**
 * How the suite is doing.
 *
 * @param successRate of the backups of the last 30 days, from 0 to 1; null where there were none
 */
public record SystemStatus(
        HealthStatus status,
        Instant at,
        long storeBytesUsed,
        long storeBytesFree,
        Double successRate,
        int pendingJobs,
        int runningJobs,
        List<ConfigurationStatus> configurations) {

    public SystemStatus {
        Objects.requireNonNull(status);
        Objects.requireNonNull(at);
        configurations = List.copyOf(configurations);
    }
}
