package org.edms.backup.benchmarks;

import java.util.Objects;

/**
 * One way to do the work. Both commands are for a shell, in an empty directory of its own, {@code $OUT}.
 *
 * @param preparation what has to be there before, which is not measured
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
