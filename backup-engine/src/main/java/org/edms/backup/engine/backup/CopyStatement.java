package org.edms.backup.engine.backup;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.TableModel;

/** The COPY statements that read rows. */
final class CopyStatement {

    /** An empty text stays empty: it reveals nothing, and other rows may give it a meaning. */
    private static final String DIGEST =
            "CASE %1$s::text WHEN '' THEN %1$s ELSE pg_catalog.left(pg_catalog.encode(pg_catalog.sha256("
                    + "pg_catalog.convert_to(%1$s::text, 'UTF8')), 'hex'), 32)::%2$s END AS %1$s";

    private CopyStatement() {}

    /** Reads all rows of a table. */
    static String all(TableSelection.Chosen chosen) {
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
     * Reads the rows on some pages of a table.
     *
     * @param end the page after the last one; negative for all pages up to the end of the table, wherever that is by then
     */
    static String pages(TableSelection.Chosen chosen, long start, long end) {
        String limit = end < 0 ? "" : " AND ctid < '(%d,0)'::tid".formatted(end);
        return "COPY (SELECT %s FROM ONLY %s WHERE ctid >= '(%d,0)'::tid%s) TO STDOUT"
                .formatted(values(chosen), chosen.table().quotedName(), start, limit);
    }

    /** Reads a limited number of rows on some pages. */
    static String pages(TableSelection.Chosen chosen, long start, long end, int most) {
        return "COPY (SELECT %s %s LIMIT %d) TO STDOUT".formatted(values(chosen), onPages(chosen, start, end), most);
    }

    /** Counts the rows on some pages. */
    static String countOfPages(TableSelection.Chosen chosen, long start, long end) {
        return "SELECT pg_catalog.count(*) " + onPages(chosen, start, end);
    }

    private static String onPages(TableSelection.Chosen chosen, long start, long end) {
        return "FROM ONLY %s WHERE ctid >= '(%d,0)'::tid AND ctid < '(%d,0)'::tid"
                .formatted(chosen.table().quotedName(), start, end);
    }

    /** Reads the rows on a random percentage of the pages of a table. */
    static String sample(TableSelection.Chosen chosen, double percent) {
        return String.format(
                Locale.ROOT,
                "COPY (SELECT %s FROM ONLY %s TABLESAMPLE SYSTEM (%f) REPEATABLE (1)) TO STDOUT",
                values(chosen),
                chosen.table().quotedName(),
                percent);
    }

    /**
     * Reads the primary and natural keys of the rows that others reference.
     *
     * @param conditions the conditions built by {@link #pointedTo}
     */
    static String references(Table table, List<String> columns, List<String> conditions) {
        return "COPY (SELECT %s FROM ONLY %s WHERE %s) TO STDOUT"
                .formatted(list(columns), table.quotedName(), String.join(" OR ", conditions));
    }

    /** Returns the condition that the foreign key of a table references the row. */
    static String pointedTo(Table table, Table.ForeignKey key) {
        return "(%s) IN (SELECT %s FROM %s)"
                .formatted(list(key.referencedColumns()), list(key.columns()), table.quotedName());
    }

    private static String list(List<String> columns) {
        return columns.stream().map(CopyStatement::quoted).collect(Collectors.joining(", "));
    }

    private static String values(TableSelection.Chosen chosen) {
        return chosen.table().storedColumns().stream()
                .map(column -> value(column, chosen.blanked()))
                .collect(Collectors.joining(", "));
    }

    /** A NULL reveals nothing, and is kept. */
    private static String value(Table.Column column, Map<String, String> blanked) {
        String name = quoted(column.name());
        String blank = blanked.get(column.name());
        if (blank == null) {
            return name;
        }
        if (blank.equals(TableModel.DIGEST)) {
            return DIGEST.formatted(name, column.type());
        }
        return "CASE WHEN %s IS NOT NULL THEN '%s'::%s END AS %s"
                .formatted(name, blank.replace("'", "''"), column.type(), name);
    }

    private static String quoted(String name) {
        return new Identifier(name).quoted();
    }
}
