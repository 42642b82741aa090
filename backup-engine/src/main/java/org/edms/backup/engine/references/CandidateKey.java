package org.edms.backup.engine.references;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;

/**
 * A key that a place may reference, with its size and range.
 *
 * @param relation where its rows are
 * @param least the least value, for integers
 * @param most the greatest value, for integers
 */
record CandidateKey(Table table, String column, IdKind kind, String relation, long rows, long least, long most) {

    private static final int TESTED_AT_ONCE = 20_000;
    private static final int READ_AT_ONCE = 10_000;
    private static final long MOST_IN_MEMORY = 100_000;

    static CandidateKey read(Connection connection, Table table, String column, IdKind kind, String relation)
            throws SQLException {
        String quoted = new Identifier(column).quoted();
        String range = kind == IdKind.INTEGER ? "min(%1$s), max(%1$s)".formatted(quoted) : "0, 0";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*), %s FROM %s".formatted(range, relation))) {
            result.next();
            return new CandidateKey(
                    table, column, kind, relation, result.getLong(1), result.getLong(2), result.getLong(3));
        }
    }

    String quotedColumn() {
        return new Identifier(column).quoted();
    }

    /** Whether each row shares its key with a row of another table. */
    boolean isShared() {
        return table.foreignKeys().stream()
                .anyMatch(foreign -> foreign.columns().contains(column));
    }

    /** Whether each integer from the least to the greatest key is a key. */
    boolean isFullRange() {
        return kind == IdKind.INTEGER && most - least + 1 == rows;
    }

    /** How many keys there are for each integer between two values. */
    double density(long from, long to) {
        long low = Math.max(from, least);
        long high = Math.min(to, most);
        if (high < low) {
            return 0;
        }
        double perInteger = (double) rows / (most - least + 1);
        return Math.min(1, (high - low + 1) * perInteger / (to - from + 1));
    }

    /** Those of the values that are keys. */
    Set<String> found(Connection connection, Collection<String> values) throws SQLException {
        List<String> possible = values.stream()
                .filter(value -> kind == IdKind.TEXT || IdKind.of(value) == kind)
                .filter(value -> kind != IdKind.INTEGER || isInRange(value))
                .toList();
        if (possible.isEmpty()) {
            return Set.of();
        }
        return rows <= MOST_IN_MEMORY ? read(connection, new HashSet<>(possible)) : query(connection, possible);
    }

    boolean isInRange(String value) {
        long number = Long.parseLong(value);
        return number >= least && number <= most;
    }

    private Set<String> read(Connection connection, Set<String> values) throws SQLException {
        Set<String> found = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(READ_AT_ONCE);
            try (ResultSet result =
                    statement.executeQuery("SELECT %s::text FROM %s".formatted(quotedColumn(), relation))) {
                while (result.next()) {
                    String key = result.getString(1);
                    if (values.contains(key)) {
                        found.add(key);
                    }
                }
            }
        }
        return found;
    }

    private Set<String> query(Connection connection, List<String> values) throws SQLException {
        Set<String> found = new HashSet<>();
        String sql = "SELECT v.key::text FROM unnest(?) v (key) WHERE EXISTS (SELECT FROM %s k WHERE k.%s = v.key)"
                .formatted(relation, quotedColumn());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < values.size(); from += TESTED_AT_ONCE) {
                List<String> some = values.subList(from, Math.min(values.size(), from + TESTED_AT_ONCE));
                statement.setArray(1, connection.createArrayOf(arrayType(), arrayElements(some)));
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        found.add(result.getString(1));
                    }
                }
            }
        }
        return found;
    }

    private String arrayType() {
        return switch (kind) {
            case INTEGER -> "int8";
            case UUID -> "uuid";
            case TEXT -> "text";
        };
    }

    private Object[] arrayElements(List<String> values) {
        return kind == IdKind.INTEGER ? values.stream().map(Long::valueOf).toArray() : values.toArray();
    }
}
