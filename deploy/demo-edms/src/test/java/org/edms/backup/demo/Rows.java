package org.edms.backup.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.testing.TestDatabase;

/** Queries with lists as results. */
final class Rows {

    private Rows() {}

    /** The first column of every row. */
    static List<String> query(TestDatabase database, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    static long count(TestDatabase database, String fromAndWhere) throws SQLException {
        return Long.parseLong(
                query(database, "SELECT count(*) FROM " + fromAndWhere).get(0));
    }

    /** The content of every table, independent of the order of rows. */
    static List<String> digests(TestDatabase database) throws SQLException {
        List<String> digests = new ArrayList<>();
        for (String table : tables(database)) {
            String digest =
                    "SELECT '%1$s ' || md5(string_agg(row_, '' ORDER BY row_)) FROM (SELECT md5(t::text) AS row_ FROM %1$s AS t) AS r";
            digests.addAll(query(database, digest.formatted(table)));
        }
        return digests;
    }

    static List<String> tables(TestDatabase database) throws SQLException {
        return query(database, """
                SELECT relname FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                ORDER BY relname
                """);
    }

    /** Dangling foreign keys. The catalog gives the constraints, because disabled checks do not report them. */
    static List<String> orphans(TestDatabase database) throws SQLException {
        List<String> checks = query(database, """
                SELECT format(
                    'SELECT %L FROM %s AS child WHERE child.%I IS NOT NULL'
                        ' AND NOT EXISTS (SELECT FROM %s AS parent WHERE parent.%I = child.%I) LIMIT 1',
                    conrelid::regclass || '.' || own.attname, conrelid::regclass, own.attname,
                    confrelid::regclass, other.attname, own.attname)
                FROM pg_constraint
                JOIN pg_attribute AS own ON own.attrelid = conrelid AND own.attnum = conkey[1]
                JOIN pg_attribute AS other ON other.attrelid = confrelid AND other.attnum = confkey[1]
                WHERE contype = 'f'
                """);
        List<String> orphans = new ArrayList<>();
        for (String check : checks) {
            orphans.addAll(query(database, check));
        }
        return orphans;
    }
}
