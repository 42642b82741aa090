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

    private static final SqlTemplate OF_COLUMN = SqlTemplate.of("""
            SELECT DISTINCT format('%I.%I', n.nspname, c.relname)
            FROM pg_depend d
            CROSS JOIN (SELECT attnum FROM pg_attribute WHERE attrelid = :table::regclass AND attname = :column) a
            JOIN pg_class c ON c.relkind = 'S'
                 AND (d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                          AND d.refobjid = :table::regclass AND d.refobjsubid = a.attnum
                      OR d.classid = 'pg_attrdef'::regclass AND d.refobjid = c.oid
                          AND d.objid = (SELECT oid FROM pg_attrdef WHERE adrelid = :table::regclass AND adnum = a.attnum))
            JOIN pg_namespace n ON n.oid = c.relnamespace
            """);

    /** No row if the sequence is already past the rows. */
    private static final SqlTemplate NEXT_VALUE = SqlTemplate.of("""
            SELECT max(:column)::bigint + 1 FROM :table
            HAVING max(:column) >= (SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM :sequence)
            """);

    private static final SqlTemplate RESTART = SqlTemplate.of("ALTER SEQUENCE :sequence RESTART WITH :value");

    private TargetSequences() {}

    /** Returns an expression for the last value that the sequence generated. */
    public static String lastValue(Sql sql, Table table, String column) throws SQLException {
        List<String> sequences = of(sql, table, column);
        return sequences.isEmpty() ? "0" : "(SELECT last_value FROM " + sequences.get(0) + ")";
    }

    /** Advances the sequences of a table past its rows. Unlike {@code setval}, this is rolled back with the transaction. */
    public static void advance(Sql sql, Table table) throws SQLException {
        for (Table.Column column : table.columns()) {
            if (!column.numbered()) {
                continue;
            }
            for (String sequence : of(sql, table, column.name())) {
                String next = sql.text(nextValue(table, column.name(), sequence));
                if (next != null) {
                    sql.execute(restart(sequence, next));
                }
            }
        }
    }

    private static List<String> of(Sql sql, Table table, String column) throws SQLException {
        return sql.list(ofColumn(table, column), row -> row.getString(1));
    }

    /** Selects the sequences that a column owns, or that its default reads. */
    static String ofColumn(Table table, String column) {
        return OF_COLUMN
                .with("table", Sql.literal(table.quotedName()))
                .with("column", Sql.literal(column))
                .sql();
    }

    static String nextValue(Table table, String column, String sequence) {
        return NEXT_VALUE
                .with("column", Sql.quoted(column))
                .with("table", table.quotedName())
                .with("sequence", sequence)
                .sql();
    }

    static String restart(String sequence, String value) {
        return RESTART.with("sequence", sequence).with("value", value).sql();
    }
}
