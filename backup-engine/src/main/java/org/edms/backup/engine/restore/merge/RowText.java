package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.List;
import java.util.stream.Collectors;

/** How reports name a row: by its key or, if the package does not have the key, by all its columns. */
final class RowText {

    private RowText() {}

    static String of(PlannedTable table, String alias) {
        List<String> key = table.naturalKey().key().stream().filter(table::has).toList();
        List<String> columns = key.isEmpty() ? table.columns() : key;
        return "left(concat_ws(', ', %s), 200)"
                .formatted(columns.stream()
                        .map(column -> alias + "." + quoted(column))
                        .collect(Collectors.joining(", ")));
    }
}
