package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.references.RowSource;

/** The rows of the package once they are staged or streamed. */
record PackagedRows(KeyMaps maps) implements RowSource {

    @Override
    public String relation(Table table) {
        return table(table).scanPackagedRows();
    }

    /** Streamed rows have the target's values in their foreign keys: each is looked up in the key map of its parent. */
    @Override
    public String original(Table table, String rows) {
        MatchedTable matched = table(table);
        Map<String, String> originals = new HashMap<>();
        List<String> joins = new ArrayList<>();
        if (matched.isStreamed()) {
            for (PlannedTable.ParentReference reference : matched.parents()) {
                maps.remappedParent(reference).ifPresent(parent -> {
                    String column = reference.columns().get(0);
                    String referenced = reference.referencedColumns().get(0);
                    String map = "m" + joins.size();
                    joins.add(" LEFT JOIN %1$s %2$s ON %2$s.%3$s = r.%4$s"
                            .formatted(parent.keyMap(), map, StagedTable.targetKey(referenced), quoted(column)));
                    originals.put(
                            column, "%s.%s AS %s".formatted(map, StagedTable.packagedKey(referenced), quoted(column)));
                });
            }
        }
        if (joins.isEmpty()) {
            return rows;
        }
        List<String> columns = table.columns().stream()
                .map(column -> originals.getOrDefault(column.name(), "r." + quoted(column.name())))
                .toList();
        return "(SELECT %s FROM %s%s) r".formatted(String.join(", ", columns), rows, String.join("", joins));
    }

    private MatchedTable table(Table table) {
        return maps.tables().find(table.tableName()).orElseThrow();
    }
}
