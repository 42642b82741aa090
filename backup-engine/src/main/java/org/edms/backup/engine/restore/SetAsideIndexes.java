package org.edms.backup.engine.restore;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Indexes of tables that get all their rows at once: they are taken away before and made again after, in the same transaction,
 * which costs much less than to bring them up to date row by row. What makes an index more than its definition stays where it
 * is, and so does what foreign keys need.
 */
final class SetAsideIndexes {

    private static final int FEW_ROWS = 20_000;

    private static final String PLAIN = """
            i.indisvalid AND NOT i.indisclustered AND NOT i.indisreplident AND x.reltablespace = 0 AND NOT x.relispartition
            AND obj_description(x.oid, 'pg_class') IS NULL
            AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attstattarget >= 0)
            AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = x.oid)
            """;

    private static final String INDEXES = """
            SELECT format('DROP INDEX %I.%I', n.nspname, x.relname), pg_get_indexdef(x.oid)
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = x.relnamespace
            WHERE i.indrelid = :table::regclass AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid)
              AND (i.indisunique OR NOT :unique) AND :plain
            UNION ALL
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
            FROM pg_constraint k JOIN pg_class x ON x.oid = k.conindid JOIN pg_index i ON i.indexrelid = x.oid
            WHERE k.conrelid = :table::regclass AND k.contype IN ('u', 'x') AND obj_description(k.oid, 'pg_constraint') IS NULL
              AND :plain
            """;

    private final Sql sql;
    private final List<String> again = new ArrayList<>();

    private SetAsideIndexes(Sql sql) {
        this.sql = sql;
    }

    static SetAsideIndexes of(List<StagedTable> tables, Sql sql) throws SQLException {
        SetAsideIndexes aside = new SetAsideIndexes(sql);
        for (StagedTable table : tables) {
            boolean worthIt = table.fresh()
                    && table.sources().stream()
                                    .mapToLong(source -> source.rows())
                                    .sum()
                            > FEW_ROWS
                    && table.target().holdsRows();
            if (worthIt) {
                aside.take(table, false);
            }
        }
        return aside;
    }

    /** What keeps rows of a table from having the same values, while they trade them. */
    static SetAsideIndexes ofUniqueValues(StagedTable table, Sql sql) throws SQLException {
        SetAsideIndexes aside = new SetAsideIndexes(sql);
        aside.take(table, true);
        return aside;
    }

    private void take(StagedTable table, boolean unique) throws SQLException {
        String query = INDEXES.replace(":table", Sql.literal(table.target().quotedName()))
                .replace(":unique", Boolean.toString(unique))
                .replace(":plain", PLAIN);
        for (List<String> index : sql.list(query, row -> List.of(row.getString(1), row.getString(2)))) {
            sql.execute(index.get(0));
            again.add(index.get(1));
        }
    }

    void makeAgain() throws SQLException {
        sql.execute("SET LOCAL maintenance_work_mem = '256MB'");
        for (String statement : again) {
            sql.execute(statement);
        }
    }
}
