package org.edms.backup.engine.references;

import org.edms.backup.engine.catalog.table.Table;

/** Where the rows of a table are read: in the table itself, or in a copy with the same column names. */
@FunctionalInterface
public interface RowSource {

    /** The quoted name of the relation with the rows of the table. */
    String relation(Table table);
}
