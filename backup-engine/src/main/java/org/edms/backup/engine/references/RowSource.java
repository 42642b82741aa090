package org.edms.backup.engine.references;

import org.edms.backup.engine.catalog.table.Table;

/** Where the rows of a table are read: in the table itself, or in a copy with the same column names. */
@FunctionalInterface
public interface RowSource {

    /** The quoted name of the relation with the rows of the table. */
    String relation(Table table);

    /**
     * The rows with the ids that they had before foreign keys were remapped, an item of {@code FROM}. Ids in texts are compared with
     * those of their row, and both must be of the same system.
     *
     * @param rows the relation or a subquery with some of its rows, an item of {@code FROM} with the alias {@code r}
     */
    default String original(Table table, String rows) {
        return rows;
    }
}
