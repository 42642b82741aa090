package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Parts of tables other than columns, each as a separate object: defaults, constraints and partition bounds. */
final class TableParts implements ObjectFamily {

    private static final String DEFAULTS = """
            SELECT d.oid, format('%I.%I', n.nspname, c.relname) AS name, 'DEFAULT' AS kind, 'BEFORE_DATA' AS section,
                   format('ALTER %s %I.%I ALTER COLUMN %I SET DEFAULT %s',
                          CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE ONLY' END,
                          n.nspname, c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid)) AS statement
            FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            WHERE a.attgenerated = '' AND c.relpersistence <> 't' AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 2, a.attnum
            """;

    /**
     * Checks inherited from a parent are created with the parent. A partition needs them before it is attached. A check that was
     * never validated is added after the rows are loaded, because rows may violate it.
     */
    private static final String CHECKS = """
            SELECT k.oid, format('%I.%I', n.nspname, c.relname) AS name, 'CHECK CONSTRAINT' AS kind,
                   CASE WHEN k.convalidated THEN 'BEFORE_DATA' ELSE 'AFTER_DATA' END AS section,
                   format('ALTER %s %I.%I ADD CONSTRAINT %I %s',
                          CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END,
                          n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS statement
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE (k.contype = 'c' OR k.contype = 'n' AND NOT k.convalidated) AND (k.conislocal OR c.relispartition)
              AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 2, k.conname
            """;

    private static final String PARTITIONS = """
            SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name, 'PARTITION' AS kind, 'BEFORE_DATA' AS section,
                   format('ALTER TABLE ONLY %I.%I ATTACH PARTITION %I.%I %s', pn.nspname, p.relname, n.nspname, c.relname,
                          pg_get_expr(c.relpartbound, c.oid)) AS statement
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_inherits i ON i.inhrelid = c.oid
            JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
            WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f') AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 2
            """;

    /**
     * Primary keys, unique and exclusion constraints, and foreign keys. Those that partitions inherit are created with the
     * parent's.
     */
    private static final String KEYS = """
            SELECT k.oid, format('%I.%I', n.nspname, c.relname) AS name,
                   CASE k.contype WHEN 'f' THEN 'FK CONSTRAINT' ELSE 'CONSTRAINT' END AS kind, 'AFTER_DATA' AS section,
                   format('ALTER TABLE %s%I.%I ADD CONSTRAINT %I %s',
                          CASE WHEN k.contype = 'f' AND c.relkind = 'p' THEN '' ELSE 'ONLY ' END,
                          n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS statement,
                   quote_ident(x.relname) AS index, i.indisclustered, i.indisreplident
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_class x ON x.oid = k.conindid AND k.contype <> 'f'
            LEFT JOIN pg_index i ON i.indexrelid = x.oid
            WHERE (k.contype IN ('p', 'u', 'x') OR k.contype = 'f' AND k.conparentid = 0)
              AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY k.contype = 'f', 2, k.conname
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        List<DdlObject> parts = new ArrayList<>();
        parts.addAll(simple(catalog, "pg_attrdef", DEFAULTS));
        parts.addAll(simple(catalog, "pg_constraint", CHECKS));
        parts.addAll(simple(catalog, Dependencies.ATTACHED_PARTITION, PARTITIONS));
        parts.addAll(catalog.list(KEYS, row -> {
            List<String> statements = new ArrayList<>();
            statements.add(row.getString("statement"));
            if (row.getString("index") != null) {
                statements.addAll(Indexes.roles(row, row.getString("name")));
            }
            return new DdlObject(
                    new ObjectId("pg_constraint", row.getLong("oid")),
                    Section.AFTER_DATA,
                    row.getString("kind"),
                    row.getString("name"),
                    null,
                    statements);
        }));
        return parts;
    }

    private static List<DdlObject> simple(CatalogQuery catalog, String of, String query) throws SQLException {
        return catalog.list(
                query,
                row -> new DdlObject(
                        new ObjectId(of, row.getLong("oid")),
                        Section.valueOf(row.getString("section")),
                        row.getString("kind"),
                        row.getString("name"),
                        null,
                        row.getString("statement")));
    }
}
