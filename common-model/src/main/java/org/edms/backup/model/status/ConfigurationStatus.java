package org.edms.backup.model.status;

import java.time.Instant;
import java.util.Objects;

/**
 * How one configuration is doing.
 *
 * @param lastGood when its last good backup was completed, and {@code lastTested} when one was last restored for a test
 * @param nextDue null for a configuration that only runs on demand
 */
public record ConfigurationStatus(String name, Instant lastGood, Instant lastTested, Instant nextDue, boolean overdue) {

    public ConfigurationStatus {
        Objects.requireNonNull(name);
    }
}
