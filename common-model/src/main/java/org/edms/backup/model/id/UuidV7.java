package org.edms.backup.model.id;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes version 7 UUIDs (RFC 9562): a millisecond timestamp, then a counter, then random bits. They grow strictly, also
 * within a millisecond and when the clock is set back, so that sorting by id is sorting by age.
 */
public final class UuidV7 {

    private static final int COUNTER_BITS = 12;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private final InstantSource clock;
    private final RandomGenerator random;

    /** Milliseconds and counter of the latest id, as one number. */
    private long latest;

    public UuidV7(InstantSource clock) {
        this(clock, new SecureRandom());
    }

    UuidV7(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next() {
        long tick = nextTick();
        long milliseconds = tick >>> COUNTER_BITS;
        long counter = tick & ((1 << COUNTER_BITS) - 1);
        long mostSignificant = milliseconds << 16 | VERSION | counter;
        long leastSignificant = VARIANT | (random.nextLong() & RANDOM_MASK);
        return new UUID(mostSignificant, leastSignificant);
    }

    /** A full counter runs over into the next millisecond, which the clock will reach soon enough. */
    private synchronized long nextTick() {
        long now = clock.millis() << COUNTER_BITS;
        latest = Math.max(now, latest + 1);
        return latest;
    }
}
