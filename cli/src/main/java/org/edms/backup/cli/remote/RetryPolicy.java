package org.edms.backup.cli.remote;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait for a service, and how often to retry.
 *
 * @param silence how long an exchange may make no progress
 * @param streamSilence the same for event streams, in which the service sends heartbeats more often than that
 * @param unknown how long to retry a service that never answered: its address may be wrong
 * @param known how long to retry a service that answered before
 * @param firstPause before the first retry; it doubles with each retry
 */
record RetryPolicy(Duration silence, Duration streamSilence, Duration unknown, Duration known, Duration firstPause) {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    static RetryPolicy standard() {
        return new RetryPolicy(
                Duration.ofMinutes(2),
                Duration.ofSeconds(45),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                Duration.ofMillis(500));
    }

    Attempts attempts(boolean answered) {
        return new Attempts(answered ? known : unknown, firstPause);
    }

    /** The attempts at one request. */
    static final class Attempts {

        private final long deadline;
        private Duration pause;

        private Attempts(Duration limit, Duration firstPause) {
            this.deadline = System.nanoTime() + limit.toNanos();
            this.pause = firstPause;
        }

        /**
         * Waits before the next attempt.
         *
         * @param asked the delay that the service asks for; zero for none
         * @return whether there is a next attempt
         */
        boolean awaitNext(Duration asked) throws InterruptedIOException {
            Duration wait = asked.compareTo(pause) > 0 ? asked : pause;
            if (System.nanoTime() + wait.toNanos() > deadline) {
                return false;
            }
            pause(wait);
            pause = longer(pause);
            return true;
        }
    }

    static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    static void pause(Duration wait) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
