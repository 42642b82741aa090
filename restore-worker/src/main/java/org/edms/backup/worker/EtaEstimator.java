package org.edms.backup.worker;

import java.time.Duration;
import org.edms.backup.model.Progress;

/** Estimates the remaining time from the average rate so far. */
final class EtaEstimator {

    private static final Duration SHORTEST_SAMPLE = Duration.ofSeconds(2);

    private final long startedAt;

    /** @param now as of {@link System#nanoTime} */
    EtaEstimator(long now) {
        this.startedAt = now;
    }

    /** @return null while there is too little to estimate from */
    Duration remaining(Progress progress, long now) {
        long elapsed = now - startedAt;
        Long expected = progress.bytesExpected();
        if (expected == null
                || progress.bytes() == 0
                || progress.bytes() >= expected
                || elapsed < SHORTEST_SAMPLE.toNanos()) {
            return null;
        }
        double nanosPerByte = (double) elapsed / progress.bytes();
        return Duration.ofSeconds(Math.round((expected - progress.bytes())
                * nanosPerByte
                / Duration.ofSeconds(1).toNanos()));
    }
}
