package org.edms.backup.engine.restore.compare;

import java.util.Optional;
import java.util.function.Consumer;

/** Rows that wait for their counterparts on the other side. Several may have the same identity. */
final class RowTable {

    private static final byte FREE = 0;
    private static final byte WAITING = 1;
    private static final byte TAKEN = 2;
    private static final int NOWHERE = -1;

    private final long[] identities;
    private final long[] references;
    private final long[] values;
    private final byte[] states;

    /** @param rows the most rows that it will have */
    RowTable(int rows) {
        int size = Integer.highestOneBit(Math.max(rows, 1)) * 4;
        identities = new long[size];
        references = new long[size];
        values = new long[size];
        states = new byte[size];
    }

    void add(ComparedRow row) {
        int slot = first(row.identity());
        while (states[slot] != FREE) {
            slot = next(slot);
        }
        identities[slot] = row.identity();
        references[slot] = row.references();
        values[slot] = row.values();
        states[slot] = WAITING;
    }

    /** Takes a row that is the same in all. */
    boolean takeSame(ComparedRow row) {
        return take(row, true, true) != NOWHERE;
    }

    /** Takes a row with the same references. */
    boolean takeWithReferences(ComparedRow row) {
        return take(row, true, false) != NOWHERE;
    }

    /** Takes and returns a row with the same identity. */
    Optional<ComparedRow> takeWithIdentity(ComparedRow row) {
        int slot = take(row, false, false);
        return slot == NOWHERE ? Optional.empty() : Optional.of(row(slot));
    }

    private int take(ComparedRow row, boolean sameReferences, boolean sameValues) {
        for (int slot = first(row.identity()); states[slot] != FREE; slot = next(slot)) {
            if (states[slot] == WAITING
                    && identities[slot] == row.identity()
                    && (!sameReferences || references[slot] == row.references())
                    && (!sameValues || values[slot] == row.values())) {
                states[slot] = TAKEN;
                return slot;
            }
        }
        return NOWHERE;
    }

    /** Passes on the rows that were not taken. */
    void forEachWaiting(Consumer<ComparedRow> consumer) {
        for (int slot = 0; slot < states.length; slot++) {
            if (states[slot] == WAITING) {
                consumer.accept(row(slot));
            }
        }
    }

    private ComparedRow row(int slot) {
        return new ComparedRow(identities[slot], references[slot], values[slot]);
    }

    private int first(long identity) {
        return (int) identity & (states.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (states.length - 1);
    }
}
