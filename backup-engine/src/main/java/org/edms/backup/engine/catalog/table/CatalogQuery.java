package org.edms.backup.engine.catalog.table;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Queries the system catalogs of a database for the selected schemas.
 *
 * <p>In a statement, {@code :schemas} is replaced by the selected schemas ({@code nspname = :schemas}), and {@code :own(catalog,
 * oid)} by the condition that an object does not belong to an extension.
 */
public final class CatalogQuery {

    private static final String OWN =
            "NOT EXISTS (SELECT FROM pg_depend own WHERE own.classid = '$1'::regclass AND own.objid = $2 "
                    + "AND own.deptype = 'e')";

    private final Connection connection;
    private final int version;
    private final String schemas;

    /** @param only the schemas to read; empty for all except system schemas */
    public CatalogQuery(Connection connection, List<String> only) throws SQLException {
        this.connection = connection;
        this.version = Integer.parseInt(scalar(connection, "SELECT current_setting('server_version_num')"));
        this.schemas = "ANY ('{" + String.join(",", schemaIds(only)) + "}'::oid[])";
    }

    /** Excludes the schemas that restores create for their own data. */
    private List<String> schemaIds(List<String> only) throws SQLException {
        List<String> ids = list("""
                SELECT oid, nspname FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname !~ '^edms_(backup$|restore_)'
                """, row -> only.isEmpty() || only.contains(row.getString(2)) ? row.getString(1) : "");
        return ids.stream().filter(id -> !id.isEmpty()).toList();
    }

    /** Maps a row to a value. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Returns the version in the format of {@code server_version_num}: 150004 for 15.4. */
    public int version() {
        return version;
    }

    public boolean since(int majorVersion) {
        return version >= majorVersion * 10_000;
    }

    public <T> List<T> list(String sql, RowMapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(complete(sql))) {
            while (result.next()) {
                rows.add(mapper.map(result));
            }
        }
        return rows;
    }

    public String scalar(String sql) throws SQLException {
        return scalar(connection, sql);
    }

    public boolean truth(String condition) throws SQLException {
        return scalar("SELECT (" + condition + ")::text").equals("true");
    }

    private String complete(String sql) {
        return sql.replaceAll(":own\\((\\w+), ([\\w.]+)\\)", OWN).replace(":schemas", String.valueOf(schemas));
    }

    private static String scalar(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** Returns an array column as a list. */
    public static List<String> strings(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray())
                        .map(String::valueOf)
                        .collect(Collectors.toUnmodifiableList());
    }
}
