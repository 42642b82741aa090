package org.edms.backup.engine.restore.merge;

import org.edms.backup.engine.restore.target.Sql;

/** A table whose way into the target is chosen: its rows are loaded into a staging table, or streamed into the target's own. */
sealed class StagedTable extends PlannedTable permits MatchedTable {

    /** The column of a staging table that numbers its rows. */
    static final String ROW = Sql.quoted("#row");

    private final boolean streamed;
    private final String staging;
    private final String keyMap;

    /** @param number of the table in the plan; it names the staging table and the key map */
    StagedTable(PlannedTable planned, boolean streamed, String schema, int number) {
        super(planned);
        this.streamed = streamed;
        this.staging = Sql.quoted(schema) + ".s" + number;
        this.keyMap = Sql.quoted(schema) + ".i" + number;
    }

    StagedTable(StagedTable staged) {
        super(staged);
        this.streamed = staged.streamed;
        this.staging = staged.staging;
        this.keyMap = staged.keyMap;
    }

    /** Whether the rows are copied straight into the target's table. */
    final boolean isStreamed() {
        return streamed;
    }

    final boolean isStaged() {
        return !streamed;
    }

    /** The table with the rows of the package, quoted; it does not exist if they are streamed. */
    final String staging() {
        return staging;
    }

    /** The table with the keys of rows that others reference, quoted, on its way into {@link #staging}. */
    final String stagedReferences() {
        return staging + "r";
    }

    /** Where the rows of the package can be read once streaming is done, with the keys of the package. */
    final String scanPackagedRows() {
        return streamed ? scanTarget() : staging;
    }

    /** The table that maps rows of the package to rows of the target, quoted: see {@link MatchKind}. */
    final String keyMap() {
        return keyMap;
    }

    /** The column of a key map with the package's value. */
    static String packagedKey(String column) {
        return Sql.quoted("o:" + column);
    }

    /** The column of a key map with the target's value. */
    static String targetKey(String column) {
        return Sql.quoted("n:" + column);
    }
}
