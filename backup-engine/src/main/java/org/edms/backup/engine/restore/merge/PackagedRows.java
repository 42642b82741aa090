package org.edms.backup.engine.restore.merge;

import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.references.RowSource;

/** The rows of the package once they are staged or streamed. */
record PackagedRows(KeyMaps maps) implements RowSource {

    @Override
    public String relation(Table table) {
        return table(table).scanPackagedRows();
    }

    private MatchedTable table(Table table) {
        return maps.tables().find(table.tableName()).orElseThrow();
    }
}
