package org.edms.backup.model.status;

import java.time.Instant;
import java.util.Objects;

/**
 * The status of a configuration.
 *
 * @param lastGood when its last good backup completed, and {@code lastTested} when one was last test-restored
 * @param nextDue the next due time; null if the configuration runs only on demand
 */
public record ConfigurationStatus(String name, Instant lastGood, Instant lastTested, Instant nextDue, boolean overdue) {

    public ConfigurationStatus {
        Objects.requireNonNull(name);
    }
}
