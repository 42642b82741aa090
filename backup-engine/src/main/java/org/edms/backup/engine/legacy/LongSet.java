package org.edms.backup.engine.legacy;

import java.util.Arrays;

/** Millions of numbers from 1 on, at some twenty bytes each. */
final class LongSet {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Nothing is there where 0 is. */
    private long[] slots = new long[1 << 10];

    private int count;

    void add(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("from 1 on: " + number);
        }
        if (put(slots, number)) {
            count++;
            if (count > slots.length / 2) {
                grow();
            }
        }
    }

    long[] sorted() {
        return Arrays.stream(slots).filter(number -> number != 0).sorted().toArray();
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long number : slots) {
            if (number != 0) {
                put(larger, number);
            }
        }
        slots = larger;
    }

    private static boolean put(long[] slots, long number) {
        int slot = (int) ((number * SPREAD) >>> 32) & (slots.length - 1);
        while (slots[slot] != 0) {
            if (slots[slot] == number) {
                return false;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = number;
        return true;
    }
}
