package org.edms.backup.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How far a job is.
 *
 * @param phase the step of the work
 * @param table the table or file at hand, if one is
 * @param rows done so far, of {@code rowsExpected} if that is known
 * @param bytes done so far, of {@code bytesExpected} if that is known
 * @param remaining an estimate, once there is ground for one
 */
public record Progress(
        Phase phase, String table, long rows, Long rowsExpected, long bytes, Long bytesExpected, Duration remaining) {

    public Progress {
        Objects.requireNonNull(phase);
        if (rows < 0 || bytes < 0) {
            throw new IllegalArgumentException("Progress is never negative");
        }
    }
}
