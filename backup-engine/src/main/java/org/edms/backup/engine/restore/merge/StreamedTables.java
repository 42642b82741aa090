package org.edms.backup.engine.restore.merge;

import java.util.Map;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.TableModel;

/** What was seen of streamed rows on their way, by table. */
record StreamedTables(Map<Table.Name, Rows> rows) {

    /**
     * The rows of one table.
     *
     * @param checksum over the rows as they were written
     * @param unknownGenericIds for each generic reference, how many name a row that the package does not have
     * @param replacedNulls for each column, how many NULLs the model has replaced
     */
    record Rows(
            long checksum, Map<TableModel.GenericReference, Long> unknownGenericIds, Map<String, Long> replacedNulls) {

        Rows {
            unknownGenericIds = Map.copyOf(unknownGenericIds);
            replacedNulls = Map.copyOf(replacedNulls);
        }
    }

    StreamedTables {
        rows = Map.copyOf(rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    long checksum(StagedTable table) {
        return rows.get(table.tableName()).checksum();
    }

    long unknownGenericIds(StagedTable table, TableModel.GenericReference reference) {
        return table.isStreamed()
                ? rows.get(table.tableName()).unknownGenericIds().getOrDefault(reference, 0L)
                : 0;
    }

    long replacedNulls(StagedTable table, String column) {
        return rows.get(table.tableName()).replacedNulls().getOrDefault(column, 0L);
    }
}
