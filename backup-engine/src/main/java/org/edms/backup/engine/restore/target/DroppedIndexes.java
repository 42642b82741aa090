package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.catalog.table.Table;

/**
 * The indexes that a restore drops before it writes many rows, and recreates afterwards in the same transaction: building an
 * index once costs much less than updating it row by row. An index that its definition does not fully describe is not dropped,
 * nor is an index that a foreign key needs.
 */
public final class DroppedIndexes {

    private static final String REPRODUCIBLE = """
            i.indisvalid AND NOT i.indisclustered AND NOT i.indisreplident AND x.reltablespace = 0 AND NOT x.relispartition
            AND obj_description(x.oid, 'pg_class') IS NULL
            AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attstattarget >= 0)
            AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = x.oid)
            """;

    private static final SqlTemplate INDEXES = SqlTemplate.of("""
            SELECT format('DROP INDEX %I.%I', n.nspname, x.relname), pg_get_indexdef(x.oid)
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = x.relnamespace
            WHERE i.indrelid = :table::regclass AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid)
              AND (i.indisunique OR NOT :onlyUnique) AND :reproducible
            UNION ALL
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
            FROM pg_constraint k JOIN pg_class x ON x.oid = k.conindid JOIN pg_index i ON i.indexrelid = x.oid
            WHERE k.conrelid = :table::regclass AND k.contype IN ('u', 'x') AND obj_description(k.oid, 'pg_constraint') IS NULL
              AND :reproducible
            """);

    private final Sql sql;
    private final List<Index> dropped = new ArrayList<>();

    /** The statements that drop an index and recreate it. */
    private record Index(String drop, String create) {}

    public DroppedIndexes(Sql sql) {
        this.sql = sql;
    }

    /** Drops the indexes of a table before many rows are written to it. */
    public void drop(Table table) throws SQLException {
        drop(table, false);
    }

    /**
     * Drops the unique indexes of a table whose rows are about to swap unique values, because the rows would collide meanwhile.
     */
    public void dropUnique(Table table) throws SQLException {
        drop(table, true);
    }

    private void drop(Table table, boolean unique) throws SQLException {
        for (Index index : sql.list(indexes(table, unique), row -> new Index(row.getString(1), row.getString(2)))) {
            sql.execute(index.drop);
            dropped.add(index);
        }
    }

    /** Selects the statements that drop and recreate the indexes of a table. */
    static String indexes(Table table, boolean unique) {
        return INDEXES.with("table", Sql.literal(table.quotedName()))
                .with("onlyUnique", unique)
                .with("reproducible", REPRODUCIBLE.strip())
                .sql();
    }

    /** Recreates the dropped indexes. */
    public void create() throws SQLException {
        sql.execute("SET LOCAL maintenance_work_mem = '256MB'");
        for (Index index : dropped) {
            sql.execute(index.create);
        }
    }
}
