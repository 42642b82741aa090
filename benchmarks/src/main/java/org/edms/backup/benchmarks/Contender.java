package org.edms.backup.benchmarks;

import java.util.Objects;

/**
 * A tool in a comparison. Its shell commands write to the empty directory {@code $OUT}.
 *
 * @param preparation a command that runs before the measurement
 */
record Contender(String name, String preparation, String command) {

    Contender {
        Objects.requireNonNull(name);
        Objects.requireNonNull(preparation);
        Objects.requireNonNull(command);
    }

    Contender(String name, String command) {
        this(name, "true", command);
    }
}
