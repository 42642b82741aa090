package org.edms.backup.benchmarks;

import java.util.Objects;

/**
 * One way to do the work.
 *
 * @param command for a shell, in an empty directory of its own, {@code $OUT}
 */
record Contender(String name, String command) {

    Contender {
        Objects.requireNonNull(name);
        Objects.requireNonNull(command);
    }
}
