package org.edms.backup.model.health;

import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.id.IncidentId;

/**
 * A problem that lasts for a while.
 *
 * @param subject the affected configuration, job, health check or service
 * @param since when it began, and {@code raisedAt} when it was detected
 * @param clearedAt when it ended; null while it lasts
 * @param resolution how it ended; null while it lasts
 */
public record Incident(
        IncidentId id,
        IncidentKind kind,
        String subject,
        HealthStatus severity,
        String message,
        Instant since,
        Instant raisedAt,
        Instant clearedAt,
        String resolution) {

    public Incident {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(message);
        Objects.requireNonNull(since);
        Objects.requireNonNull(raisedAt);
        if ((clearedAt == null) != (resolution == null)) {
            throw new IllegalArgumentException("clearedAt and resolution must be given together");
        }
    }

    public Incident cleared(Instant at, String how) {
        return new Incident(id, kind, subject, severity, message, since, raisedAt, at, how);
    }
}
