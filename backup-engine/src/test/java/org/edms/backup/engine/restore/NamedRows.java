package org.edms.backup.engine.restore;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.testing.TestDatabase;

/**
 * Tells the rows of a system without ids: each foreign key and each reference by content type as the name of the row that it leads to.
 *
 * @param names the columns that name a row of each table to people; references among them are told by the name of their row
 * @param idsByType the column with an id, for each column that says by a content type what the id is of
 * @param contentTypes the table of each content type
 */
record NamedRows(Map<String, List<String>> names, Map<String, String> idsByType, Map<String, String> contentTypes) {

    private static final String COLUMNS = """
            SELECT c.relname, a.attname, f.relname
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' AND k.conkey = ARRAY[a.attnum]
            LEFT JOIN pg_class f ON f.oid = k.confrelid
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
            ORDER BY c.relname, a.attnum
            """;

    /** Returns a query for each table that tells its rows, without the ignored columns. */
    Links links(TestDatabase database, Set<String> ignoredTables, Set<String> ignoredColumns) throws Exception {
        Map<String, Map<String, String>> tables = tables(database);
        Links links = new Links();
        tables.forEach((table, columns) -> {
            if (!ignoredTables.contains(table)) {
                List<String> told = columns.keySet().stream()
                        .filter(column -> !column.equals("id") && !ignoredColumns.contains(column))
                        .toList();
                links.add(table + " r0", "%s", told(tables, table, 0, told));
            }
        });
        return links;
    }

    /** Returns an expression with the name of a row. */
    String name(TestDatabase database, String table, String id) throws Exception {
        return name(tables(database), table, id, 1);
    }

    /** Reads the columns of all tables, each with the table that it references, or an empty text. */
    private static Map<String, Map<String, String>> tables(TestDatabase database) throws Exception {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        try (Connection connection = database.connect()) {
            for (List<String> column : new Sql(connection)
                    .list(COLUMNS, row -> List.of(row.getString(1), row.getString(2), text(row.getString(3))))) {
                tables.computeIfAbsent(column.get(0), any -> new LinkedHashMap<>())
                        .put(column.get(1), column.get(2));
            }
        }
        return tables;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private String told(Map<String, Map<String, String>> tables, String table, int depth, List<String> columns) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            values.add("coalesce(" + value(tables, table, depth, column) + ", '-')");
        }
        return "concat_ws(' | ', " + String.join(", ", values) + ")";
    }

    private String value(Map<String, Map<String, String>> tables, String table, int depth, String column) {
        Map<String, String> columns = tables.get(table);
        String value = "r%d.\"%s\"".formatted(depth, column);
        if (!columns.get(column).isEmpty()) {
            return name(tables, columns.get(column), value, depth + 1);
        }
        return idsByType.entrySet().stream()
                .filter(pair -> pair.getValue().equals(column) && columns.containsKey(pair.getKey()))
                .findFirst()
                .map(pair -> byType(tables, "r" + depth + "." + pair.getKey(), value + "::int", depth + 1))
                .orElse(value + "::text");
    }

    private String byType(Map<String, Map<String, String>> tables, String type, String id, int depth) {
        return contentTypes.entrySet().stream()
                .map(each -> "WHEN '%s' THEN %s".formatted(each.getKey(), name(tables, each.getValue(), id, depth)))
                .collect(Collectors.joining(
                        " ",
                        "CASE (SELECT t.app_label || '.' || t.model FROM django_content_type t WHERE t.id = " + type
                                + ") ",
                        " END"));
    }

    /** Rows of names within names have other aliases. */
    private String name(Map<String, Map<String, String>> tables, String table, String id, int depth) {
        return "(SELECT %s FROM %s r%d WHERE r%d.id = %s)"
                .formatted(told(tables, table, depth, names.get(table)), table, depth, depth, id);
    }
}
