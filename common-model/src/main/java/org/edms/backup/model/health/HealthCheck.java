package org.edms.backup.model.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** The result of a health check. */
public record HealthCheck(
        CheckType checkType,
        HealthStatus status,
        String message,
        Map<String, Double> metrics,
        Instant checkedAt,
        Duration duration) {

    public HealthCheck {
        Objects.requireNonNull(checkType);
        Objects.requireNonNull(status);
        Objects.requireNonNull(message);
        Objects.requireNonNull(checkedAt);
        Objects.requireNonNull(duration);
        metrics = Map.copyOf(metrics);
    }
}
