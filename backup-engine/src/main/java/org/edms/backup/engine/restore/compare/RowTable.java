package org.edms.backup.engine.restore.compare;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Rows that wait for their counterparts on the other side. They find each other by what is asked to be the same, so that rows with
 * nothing but references or NULL in their keys are found as quickly as others.
 */
final class RowTable {

    /** In {@link #waiting}: no row has been in this slot. */
    private static final int FREE = -1;

    private static final double MAX_LOAD = 0.6;
    private static final int FIRST_SIZE = 1 << 4;

    /** What has to be the same. */
    enum Sameness {
        ALL(row -> row.identity() ^ Long.rotateLeft(row.references(), 21) ^ Long.rotateLeft(row.values(), 42)),
        REFERENCES(row -> row.identity() ^ Long.rotateLeft(row.references(), 21)),
        IDENTITY(ComparedRow::identity);

        private final ToLongFunction<ComparedRow> hash;

        Sameness(ToLongFunction<ComparedRow> hash) {
            this.hash = hash;
        }

        private boolean holds(ComparedRow one, ComparedRow other) {
            return one.identity() == other.identity()
                    && (this == IDENTITY || one.references() == other.references())
                    && (this != ALL || one.values() == other.values());
        }
    }

    private final Sameness sameness;
    private long[] identities = new long[FIRST_SIZE];
    private long[] references = new long[FIRST_SIZE];
    private long[] values = new long[FIRST_SIZE];
    private int[] waiting = free(FIRST_SIZE);
    private int size;

    RowTable(Sameness sameness) {
        this.sameness = sameness;
    }

    private static int[] free(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, FREE);
        return slots;
    }

    void add(ComparedRow row) {
        add(row, 1);
    }

    /** Equal rows share a slot. */
    private void add(ComparedRow row, int count) {
        if (size >= waiting.length * MAX_LOAD) {
            grow();
        }
        int slot = first(row);
        while (waiting[slot] != FREE && !row(slot).equals(row)) {
            slot = next(slot);
        }
        if (waiting[slot] == FREE) {
            identities[slot] = row.identity();
            references[slot] = row.references();
            values[slot] = row.values();
            waiting[slot] = 0;
            size++;
        }
        waiting[slot] += count;
    }

    /** Takes and returns a row that is the same; null if there is none. */
    ComparedRow take(ComparedRow row) {
        for (int slot = first(row); waiting[slot] != FREE; slot = next(slot)) {
            ComparedRow each = row(slot);
            if (waiting[slot] > 0 && sameness.holds(each, row)) {
                waiting[slot]--;
                return each;
            }
        }
        return null;
    }

    /** Passes on the rows that were not taken. */
    void forEachWaiting(Consumer<ComparedRow> consumer) {
        for (int slot = 0; slot < waiting.length; slot++) {
            for (int i = 0; i < waiting[slot]; i++) {
                consumer.accept(row(slot));
            }
        }
    }

    private ComparedRow row(int slot) {
        return new ComparedRow(identities[slot], references[slot], values[slot]);
    }

    private int first(ComparedRow row) {
        return (int) sameness.hash.applyAsLong(row) & (waiting.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (waiting.length - 1);
    }

    private void grow() {
        RowTable larger = new RowTable(sameness);
        int length = 2 * waiting.length;
        larger.identities = new long[length];
        larger.references = new long[length];
        larger.values = new long[length];
        larger.waiting = free(length);
        for (int slot = 0; slot < waiting.length; slot++) {
            if (waiting[slot] > 0) {
                larger.add(row(slot), waiting[slot]);
            }
        }
        identities = larger.identities;
        references = larger.references;
        values = larger.values;
        waiting = larger.waiting;
        size = larger.size;
    }
}
