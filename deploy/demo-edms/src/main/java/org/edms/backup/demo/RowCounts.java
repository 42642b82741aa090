package org.edms.backup.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Counts the rows of each table of the EDMS. */
final class RowCounts {

    private RowCounts() {}

    static Map<String, Long> of(Connection connection) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(countEveryTable(connection))) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }

    private static String countEveryTable(Connection connection) throws SQLException {
        String sql = """
                SELECT string_agg(format('SELECT %L, count(*) FROM public.%I', relname, relname), ' UNION ALL ')
                FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                """;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
