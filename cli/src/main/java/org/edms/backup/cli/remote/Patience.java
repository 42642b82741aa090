package org.edms.backup.cli.remote;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long one waits for a service.
 *
 * @param silence without a sign of life in an exchange
 * @param streamSilence the same, while events are awaited: the service sends a sign of life more often than that
 * @param unknown how long a service is tried that has not answered yet: its address may be wrong
 * @param known how long one is tried that has answered before, and is away
 * @param firstPause between two tries; each is twice the one before
 */
record Patience(Duration silence, Duration streamSilence, Duration unknown, Duration known, Duration firstPause) {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    static Patience usual() {
        return new Patience(
                Duration.ofMinutes(2),
                Duration.ofSeconds(45),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                Duration.ofMillis(500));
    }

    Tries tries(boolean answered) {
        return new Tries(answered ? known : unknown, firstPause);
    }

    /** The tries at one thing. */
    static final class Tries {

        private final long deadline;
        private Duration pause;

        private Tries(Duration limit, Duration firstPause) {
            this.deadline = System.nanoTime() + limit.toNanos();
            this.pause = firstPause;
        }

        /**
         * Waits before the next try.
         *
         * @param asked how long the service wants to be left alone; zero where it does not say
         * @return whether there is a next try
         */
        boolean again(Duration asked) throws InterruptedIOException {
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
