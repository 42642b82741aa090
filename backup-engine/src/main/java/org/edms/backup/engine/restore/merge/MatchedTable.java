package org.edms.backup.engine.restore.merge;

import java.util.Set;

/** A table of which each row of the package has been matched with a row of the target, or found to be new. */
final class MatchedTable extends StagedTable {

    private static final int FEW_ROWS = 20_000;

    private final long rowsBefore;
    private final boolean keyMapped;
    private final Set<String> remapped;

    private MatchedTable(StagedTable staged, long rowsBefore, boolean keyMapped, Set<String> remapped) {
        super(staged);
        this.rowsBefore = rowsBefore;
        this.keyMapped = keyMapped;
        this.remapped = Set.copyOf(remapped);
    }

    /** A table without a key map: every row is new and keeps its keys. */
    static MatchedTable unmapped(StagedTable staged, long rowsBefore) {
        return new MatchedTable(staged, rowsBefore, false, Set.of());
    }

    /** @param remapped columns in which some row has different values in package and target */
    static MatchedTable mapped(StagedTable staged, long rowsBefore, Set<String> remapped) {
        return new MatchedTable(staged, rowsBefore, true, remapped);
    }

    /** The same table once stubs are planned: they have new values in all remappable columns. */
    MatchedTable withStubs() {
        return mapped(this, rowsBefore, remappable());
    }

    /** How many rows the target had. */
    long rowsBefore() {
        return rowsBefore;
    }

    /** Whether {@link #keyMap()} exists. */
    boolean hasKeyMap() {
        return keyMapped;
    }

    /** The columns in which some row has different values in package and target. */
    Set<String> remapped() {
        return remapped;
    }

    /** Whether all rows are new, and so many that it pays to build the indexes afterwards. */
    boolean isBulkLoaded() {
        return isWritten() && rowsBefore == 0 && target().holdsRows() && packagedRows() > FEW_ROWS;
    }
}
