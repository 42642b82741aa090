package org.edms.backup.model.id;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Generates version 7 UUIDs (RFC 9562): a millisecond timestamp, a counter, and random bits. They increase strictly, even within a
 * millisecond and when the clock is set back, so sorting by id sorts by age.
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

    /** A full counter overflows into the next millisecond, which the clock soon reaches. */
    private synchronized long nextTick() {
        long now = clock.millis() << COUNTER_BITS;
        latest = Math.max(now, latest + 1);
        return latest;
    }
}
