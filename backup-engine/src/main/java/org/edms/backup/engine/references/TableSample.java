package org.edms.backup.engine.references;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;

/** Some rows of a table, with the values of the columns that can contain ids. Large values are not read. */
final class TableSample {

    static final int ROWS = 2_000;
    private static final int FEW_VALUES = 20;
    private static final int MORE_ROWS = 300;
    private static final int FEW_PAGES = 20;
    private static final int PAGES = 80;
    private static final int MOST_BYTES = 32 * 1024;

    private final Table table;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<String[]> rows = new ArrayList<>();
    private boolean complete;

    private TableSample(Table table) {
        this.table = table;
    }

    static TableSample read(Connection connection, Table table, String relation) throws SQLException {
        TableSample sample = new TableSample(table);
        List<Table.Column> columns = table.columns().stream()
                .filter(column -> ColumnKind.of(column) != ColumnKind.OTHER)
                .toList();
        columns.forEach(column -> sample.positions.put(column.name(), sample.positions.size()));
        if (columns.isEmpty()) {
            return sample;
        }
        String select = "SELECT %s FROM %s"
                .formatted(
                        columns.stream()
                                .map(column -> ColumnKind.of(column).select(column, MOST_BYTES))
                                .collect(Collectors.joining(", ")),
                        relation);
        long pages = pages(connection, relation);
        sample.add(connection, select + spread(pages), ROWS);
        if (sample.rows.size() < ROWS && pages > 0) {
            sample.rows.clear();
            sample.complete = true;
            sample.add(connection, select, ROWS + 1);
            sample.complete = sample.rows.size() <= ROWS;
        }
        if (!sample.complete) {
            sample.addRareValues(connection, select, columns);
        }
        return sample;
    }

    private static long pages(Connection connection, String relation) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT pg_relation_size('%s') / current_setting('block_size')::bigint"
                                .formatted(relation.replaceFirst("^ONLY ", "").replace("'", "''")))) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Rows beside each other often have the same values, so that a large table is read here and there. */
    private static String spread(long pages) {
        return pages <= FEW_PAGES
                ? ""
                : " TABLESAMPLE SYSTEM (%s) REPEATABLE (1) ORDER BY pg_catalog.md5(ctid::text)"
                        .formatted(Math.min(100.0, 100.0 * PAGES / pages));
    }

    /** A column that is nearly always NULL has no values in a sample. */
    private void addRareValues(Connection connection, String select, List<Table.Column> columns) throws SQLException {
        for (Table.Column column : columns) {
            long values = rows.stream()
                    .map(row -> value(row, column.name()))
                    .filter(Objects::nonNull)
                    .limit(FEW_VALUES)
                    .count();
            if (values < FEW_VALUES && !column.notNull()) {
                add(
                        connection,
                        select + " WHERE " + new Identifier(column.name()).quoted() + " IS NOT NULL",
                        MORE_ROWS);
            }
        }
    }

    private void add(Connection connection, String sql, int limit) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql + " LIMIT " + limit)) {
            while (result.next()) {
                String[] row = new String[positions.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = result.getString(i + 1);
                }
                rows.add(row);
            }
        }
    }

    Table table() {
        return table;
    }

    /** Whether these are all rows. */
    boolean isComplete() {
        return complete;
    }

    List<String[]> rows() {
        return rows;
    }

    /** A value; null if it is NULL, too large, or of a type without ids. */
    String value(String[] row, String column) {
        Integer position = positions.get(column);
        return position == null ? null : row[position];
    }
}
