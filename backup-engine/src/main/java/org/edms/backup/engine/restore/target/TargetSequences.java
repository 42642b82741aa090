package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.Table;

/** The sequences that generate the keys of tables. */
public final class TargetSequences {

    /** A random UUID. Also works on servers that have no function for it. */
    public static final String NEW_UUID =
            "(overlay(overlay(md5(random()::text || clock_timestamp()::text || random()::text)"
                    + " placing '4' from 13) placing 'a' from 17))::uuid";

    private static final String OF_COLUMN = """
            SELECT DISTINCT format('%%I.%%I', n.nspname, c.relname)
            FROM pg_depend d
            CROSS JOIN (SELECT attnum FROM pg_attribute WHERE attrelid = '%1$s'::regclass AND attname = %2$s) a
            JOIN pg_class c ON c.relkind = 'S'
                 AND (d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                          AND d.refobjid = '%1$s'::regclass AND d.refobjsubid = a.attnum
                      OR d.classid = 'pg_attrdef'::regclass AND d.refobjid = c.oid
                          AND d.objid = (SELECT oid FROM pg_attrdef WHERE adrelid = '%1$s'::regclass AND adnum = a.attnum))
            JOIN pg_namespace n ON n.oid = c.relnamespace
            """;

    private TargetSequences() {}

    /** Returns an expression for the last value that the sequence generated. */
    public static String lastValue(Sql sql, Table table, String column) throws SQLException {
        List<String> sequences = of(sql, table, column);
        return sequences.isEmpty() ? "0" : "(SELECT last_value FROM " + sequences.get(0) + ")";
    }

    /** Advances the sequences of a table past its rows. Unlike {@code setval}, this is rolled back with the transaction. */
    public static void moveOn(Sql sql, Table table) throws SQLException {
        for (Table.Column column : table.columns()) {
            if (!column.numbered()) {
                continue;
            }
            for (String sequence : of(sql, table, column.name())) {
                String next = sql.text("""
                        SELECT max(%1$s)::bigint + 1 FROM %2$s
                        HAVING max(%1$s) >= (SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM %3$s)
                        """.formatted(Sql.quoted(column.name()), table.quotedName(), sequence));
                if (next != null) {
                    sql.execute("ALTER SEQUENCE %s RESTART WITH %s".formatted(sequence, next));
                }
            }
        }
    }

    private static List<String> of(Sql sql, Table table, String column) throws SQLException {
        return sql.list(
                OF_COLUMN
                        .replace("%1$s", table.quotedName().replace("'", "''"))
                        .replace("%2$s", Sql.literal(column))
                        .replace("%%", "%"),
                row -> row.getString(1));
    }
}
