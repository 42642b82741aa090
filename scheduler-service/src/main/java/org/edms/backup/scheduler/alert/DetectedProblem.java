package org.edms.backup.scheduler.alert;

import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.health.HealthStatus;

/**
 * A problem that exists now.
 *
 * @param since when it began, as far as known
 */
public record DetectedProblem(String subject, HealthStatus severity, String message, Instant since) {

    public DetectedProblem {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(message);
        Objects.requireNonNull(since);
    }
}
