package org.edms.backup.engine.references;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
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
    private Counts counts = new Counts(0, Map.of(), Map.of());

    private TableSample(Table table) {
        this.table = table;
    }

    static TableSample read(Connection connection, Table table, RowSource source) throws SQLException {
        TableSample sample = new TableSample(table);
        List<Table.Column> columns = table.columns().stream()
                .filter(column -> ColumnKind.of(column) != ColumnKind.OTHER)
                .toList();
        columns.forEach(column -> sample.positions.put(column.name(), sample.positions.size()));
        if (columns.isEmpty()) {
            return sample;
        }
        String relation = source.relation(table);
        Reader reader = new Reader(connection, table, source, columns);
        long pages = pages(connection, relation);
        if (pages > FEW_PAGES) {
            sample.rows.addAll(reader.rows(spread(pages), ROWS));
        }
        if (sample.rows.size() < ROWS) {
            sample.rows.clear();
            sample.rows.addAll(reader.rows("", ROWS + 1));
            sample.complete = sample.rows.size() <= ROWS;
        }
        List<Table.Column> numbers = columns.stream()
                .filter(column -> ColumnKind.of(column) == ColumnKind.INTEGER && isKey(table, column))
                .toList();
        if (sample.complete) {
            sample.counts = sample.counted(numbers);
            return sample;
        }
        List<Table.Column> rare = columns.stream().filter(sample::isRare).toList();
        sample.counts = Counts.read(connection, relation, numbers, rare);
        sample.addRareValues(reader, rare);
        return sample;
    }

    private static boolean isKey(Table table, Table.Column column) {
        return table.primaryKey() != null && table.primaryKey().columns().contains(column.name());
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
        return " TABLESAMPLE SYSTEM (%s) REPEATABLE (1) ORDER BY pg_catalog.md5(ctid::text)"
                .formatted(Math.min(100.0, 100.0 * PAGES / pages));
    }

    /** A column that is nearly always NULL has no values in a sample. */
    private boolean isRare(Table.Column column) {
        long values = rows.stream()
                .filter(row -> value(row, column.name()) != null)
                .limit(FEW_VALUES)
                .count();
        return values < FEW_VALUES && !column.notNull();
    }

    /** Looks for rare values only where there are any, and no longer than there are some. */
    private void addRareValues(Reader reader, List<Table.Column> rare) throws SQLException {
        for (Table.Column column : rare) {
            long values = Math.min(MORE_ROWS, counts.values().get(column.name()));
            if (values > 0) {
                rows.addAll(
                        reader.rows(" WHERE " + new Identifier(column.name()).quoted() + " IS NOT NULL", (int) values));
            }
        }
    }

    private Counts counted(List<Table.Column> numbers) {
        Map<String, Range> ranges = new HashMap<>();
        for (Table.Column column : numbers) {
            LongSummaryStatistics range = rows.stream()
                    .mapToLong(row -> Long.parseLong(value(row, column.name())))
                    .summaryStatistics();
            ranges.put(column.name(), rows.isEmpty() ? new Range(0, 0) : new Range(range.getMin(), range.getMax()));
        }
        return new Counts(rows.size(), ranges, Map.of());
    }

    /** Reads rows as they were in the system with the ids that the texts contain. */
    private record Reader(Connection connection, Table table, RowSource source, List<Table.Column> columns) {

        /** @param which what follows the relation: which rows, in which order */
        List<String[]> rows(String which, int limit) throws SQLException {
            String some = "(SELECT * FROM %s%s LIMIT %d) r".formatted(source.relation(table), which, limit);
            String sql = "SELECT %s FROM %s"
                    .formatted(
                            columns.stream()
                                    .map(column -> ColumnKind.of(column).select(column, MOST_BYTES))
                                    .collect(Collectors.joining(", ")),
                            source.original(table, some));
            List<String[]> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    String[] row = new String[columns.size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = result.getString(i + 1);
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    /** The least and the greatest value of a column with integers. */
    record Range(long least, long most) {}

    /**
     * What all rows of a table were counted for, at once.
     *
     * @param ranges of the integers in the primary key, by column
     * @param values how many values a column has, for columns with few
     */
    record Counts(long rows, Map<String, Range> ranges, Map<String, Long> values) {

        private static Counts read(
                Connection connection, String relation, List<Table.Column> numbers, List<Table.Column> rare)
                throws SQLException {
            StringBuilder sql = new StringBuilder("SELECT count(*)");
            numbers.forEach(column -> sql.append(", min(%1$s), max(%1$s)".formatted(quoted(column))));
            rare.forEach(column -> sql.append(", count(%s)".formatted(quoted(column))));
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql + " FROM " + relation)) {
                result.next();
                int next = 2;
                Map<String, Range> ranges = new HashMap<>();
                for (Table.Column column : numbers) {
                    ranges.put(column.name(), new Range(result.getLong(next++), result.getLong(next++)));
                }
                Map<String, Long> values = new HashMap<>();
                for (Table.Column column : rare) {
                    values.put(column.name(), result.getLong(next++));
                }
                return new Counts(result.getLong(1), ranges, values);
            }
        }

        private static String quoted(Table.Column column) {
            return new Identifier(column.name()).quoted();
        }
    }

    Counts counts() {
        return counts;
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
