package org.edms.backup.engine.restore.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.CatalogQuery.RowMapper;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Runs statements on one connection to the target. */
public record Sql(Connection connection) {

    /** Returns the condition that columns of one table equal columns of another, pair by pair. */
    public static String equality(String alias, List<String> columns, String otherAlias, List<String> others) {
        return IntStream.range(0, columns.size())
                .mapToObj(i ->
                        "%s.%s = %s.%s".formatted(alias, quoted(columns.get(i)), otherAlias, quoted(others.get(i))))
                .collect(Collectors.joining(" AND "));
    }

    public static String quoted(String name) {
        return new Identifier(name).quoted();
    }

    public static String quoted(Collection<String> names) {
        return names.stream().map(Sql::quoted).collect(Collectors.joining(", "));
    }

    public static String literal(String text) {
        return text.indexOf('\\') < 0
                ? "'" + text.replace("'", "''") + "'"
                : "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return the number of rows written */
    public long update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    public long update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeLargeUpdate();
        }
    }

    public long count(String sql) throws SQLException {
        return list(sql, row -> row.getLong(1)).get(0);
    }

    public boolean holds(String sql) throws SQLException {
        return list(sql, row -> row.getBoolean(1)).get(0);
    }

    /** Returns the first column of the only row; null if there is no row. */
    public String text(String sql) throws SQLException {
        List<String> found = list(sql, row -> row.getString(1));
        return found.isEmpty() ? null : found.get(0);
    }

    public <T> List<T> list(String sql, RowMapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(mapper.map(result));
            }
        }
        return rows;
    }

    /**
     * Passes the output of COPY TO STDOUT to {@code sink}. A copy that fails is cancelled: otherwise the next use of the
     * connection, for example a rollback, would wait forever for the copy to end.
     */
    public void copyOut(String copy, Consumer<byte[]> sink) throws SQLException {
        CopyOut rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
        try {
            for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
                sink.accept(row);
            }
        } finally {
            if (rows.isActive()) {
                rows.cancelCopy();
            }
        }
    }

    /** Work that may be refused, in which case it has no effect. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws SQLException;
    }

    /** @return the reason for the refusal; null if the work succeeded */
    public SQLException attempt(Attempt attempt) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            attempt.run();
            connection.releaseSavepoint(before);
            return null;
        } catch (SQLException e) {
            connection.rollback(before);
            return e;
        }
    }
}
