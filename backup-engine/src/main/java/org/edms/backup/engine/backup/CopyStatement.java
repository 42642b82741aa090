package org.edms.backup.engine.backup;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.Identifier;
import org.edms.backup.engine.catalog.Table;

/** The statements that read rows. */
final class CopyStatement {

    private CopyStatement() {}

    /** All rows of a table. */
    static String all(TableChoice.Chosen chosen) {
        Table table = chosen.table();
        String filter = table.here().extensionFilter();
        boolean plain = chosen.blanked().isEmpty() && (filter == null || filter.isEmpty());
        if (!plain) {
            return "COPY (SELECT %s FROM ONLY %s %s) TO STDOUT"
                    .formatted(values(chosen), table.quotedName(), filter == null ? "" : filter);
        }
        String columns = table.storedColumns().stream()
                .map(column -> quoted(column.name()))
                .collect(Collectors.joining(", "));
        return "COPY %s%s TO STDOUT".formatted(table.quotedName(), columns.isEmpty() ? "" : " (" + columns + ")");
    }

    /**
     * The rows on some pages of a table.
     *
     * @param end the first page that is not wanted; negative for all to the end, wherever that is by now
     */
    static String pages(TableChoice.Chosen chosen, long start, long end) {
        String limit = end < 0 ? "" : " AND ctid < '(%d,0)'::tid".formatted(end);
        return "COPY (SELECT %s FROM ONLY %s WHERE ctid >= '(%d,0)'::tid%s) TO STDOUT"
                .formatted(values(chosen), chosen.table().quotedName(), start, limit);
    }

    /**
     * Primary and natural key of those rows that others point to.
     *
     * @param conditions each as {@link #pointedTo} makes it
     */
    static String references(Table table, List<String> columns, List<String> conditions) {
        return "COPY (SELECT %s FROM ONLY %s WHERE %s) TO STDOUT"
                .formatted(list(columns), table.quotedName(), String.join(" OR ", conditions));
    }

    /** That a row is one to which the foreign key of a table points. */
    static String pointedTo(Table table, Table.ForeignKey key) {
        return "(%s) IN (SELECT %s FROM %s)"
                .formatted(list(key.referencedColumns()), list(key.columns()), table.quotedName());
    }

    private static String list(List<String> columns) {
        return columns.stream().map(CopyStatement::quoted).collect(Collectors.joining(", "));
    }

    private static String values(TableChoice.Chosen chosen) {
        return chosen.table().storedColumns().stream()
                .map(column -> value(column, chosen.blanked()))
                .collect(Collectors.joining(", "));
    }

    /** A NULL tells nothing, and stays what it is. */
    private static String value(Table.Column column, Map<String, String> blanked) {
        String name = quoted(column.name());
        String blank = blanked.get(column.name());
        return blank == null
                ? name
                : "CASE WHEN %s IS NOT NULL THEN '%s'::%s END AS %s"
                        .formatted(name, blank.replace("'", "''"), column.type(), name);
    }

    private static String quoted(String name) {
        return new Identifier(name).quoted();
    }
}
