package org.edms.backup.worker;

import java.time.Duration;
import org.edms.backup.model.Progress;

/** How long what is left takes, if it goes on as it went. */
final class Remaining {

    private static final Duration BEFORE_ANY_ESTIMATE = Duration.ofSeconds(2);

    private final long startedAt;

    /** @param now of a clock of nanoseconds */
    Remaining(long now) {
        this.startedAt = now;
    }

    /** @return null while there is no ground for an estimate */
    Duration of(Progress progress, long now) {
        long elapsed = now - startedAt;
        Long expected = progress.bytesExpected();
        if (expected == null
                || progress.bytes() == 0
                || progress.bytes() >= expected
                || elapsed < BEFORE_ANY_ESTIMATE.toNanos()) {
            return null;
        }
        double nanosPerByte = (double) elapsed / progress.bytes();
        return Duration.ofSeconds(Math.round((expected - progress.bytes())
                * nanosPerByte
                / Duration.ofSeconds(1).toNanos()));
    }
}
