package org.edms.backup.scheduler.alert;

import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.health.HealthStatus;

/**
 * Something that is wrong now.
 *
 * @param since when it began, as far as is known
 */
public record Finding(String subject, HealthStatus severity, String message, Instant since) {

    public Finding {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(message);
        Objects.requireNonNull(since);
    }
}
