package org.edms.backup.engine.catalog.ddl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Indexes that do not belong to a constraint, and extended statistics. */
final class Indexes implements ObjectFamily {

    private static final String QUERY = """
            SELECT x.oid, format('%I.%I', n.nspname, x.relname) AS name, quote_ident(x.relname) AS index,
                   format('%I.%I', tn.nspname, t.relname) AS table_name,
                   pg_get_indexdef(x.oid) AS definition, i.indisclustered, i.indisreplident,
                   ARRAY(SELECT format('ALTER INDEX %I.%I ALTER COLUMN %s SET STATISTICS %s', n.nspname, x.relname,
                                       a.attnum, a.attstattarget)
                         FROM pg_attribute a WHERE a.attrelid = x.oid AND a.attstattarget >= 0 ORDER BY a.attnum) AS statistics
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = x.relnamespace
            JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
            WHERE t.relkind IN ('r', 'p', 'm') AND t.relpersistence <> 't' AND (i.indisvalid OR t.relkind = 'p')
              AND n.oid = :schemas AND :own(pg_class, t.oid)
              AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x'))
            ORDER BY 2
            """;

    private static final String ATTACHED = """
            SELECT x.oid, format('%I.%I', n.nspname, x.relname) AS name,
                   format('ALTER INDEX %I.%I ATTACH PARTITION %I.%I', pn.nspname, p.relname, n.nspname, x.relname) AS statement
            FROM pg_class x JOIN pg_namespace n ON n.oid = x.relnamespace JOIN pg_inherits h ON h.inhrelid = x.oid
            JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
            WHERE x.relkind IN ('i', 'I') AND n.oid = :schemas
            ORDER BY 2
            """;

    private static final String STATISTICS = """
            SELECT s.oid, format('%I.%I', n.nspname, s.stxname) AS name, quote_ident(pg_get_userbyid(s.stxowner)) AS owner,
                   pg_get_statisticsobjdef(s.oid) AS definition, :target AS target
            FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
            WHERE n.oid = :schemas AND :own(pg_statistic_ext, s.oid)
            ORDER BY 2
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        List<DdlObject> objects = new ArrayList<>(catalog.list(QUERY, Indexes::index));
        objects.addAll(catalog.list(
                ATTACHED,
                row -> new DdlObject(
                        new ObjectId(Dependencies.ATTACHED_INDEX, row.getLong("oid")),
                        Section.AFTER_DATA,
                        "INDEX PARTITION",
                        row.getString("name"),
                        null,
                        row.getString("statement"))));
        String target = catalog.since(13) ? "CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget END" : "NULL";
        objects.addAll(catalog.list(STATISTICS.replace(":target", target), Indexes::statistics));
        return objects;
    }

    private static DdlObject index(ResultSet row) throws SQLException {
        List<String> statements = new ArrayList<>();
        statements.add(row.getString("definition"));
        statements.addAll(CatalogQuery.strings(row, "statistics"));
        statements.addAll(roles(row, row.getString("table_name")));
        return new DdlObject(
                new ObjectId("pg_class", row.getLong("oid")),
                Section.AFTER_DATA,
                "INDEX",
                row.getString("name"),
                null,
                statements);
    }

    /** Returns the statements for the roles of the index in its table. */
    static List<String> roles(ResultSet row, String table) throws SQLException {
        List<String> statements = new ArrayList<>();
        if (row.getBoolean("indisclustered")) {
            statements.add("ALTER TABLE %s CLUSTER ON %s".formatted(table, row.getString("index")));
        }
        if (row.getBoolean("indisreplident")) {
            statements.add(
                    "ALTER TABLE ONLY %s REPLICA IDENTITY USING INDEX %s".formatted(table, row.getString("index")));
        }
        return statements;
    }

    private static DdlObject statistics(ResultSet row) throws SQLException {
        String name = row.getString("name");
        List<String> statements = new ArrayList<>();
        statements.add(row.getString("definition"));
        if (row.getString("target") != null) {
            statements.add("ALTER STATISTICS %s SET STATISTICS %s".formatted(name, row.getString("target")));
        }
        return new DdlObject(
                new ObjectId("pg_statistic_ext", row.getLong("oid")),
                Section.AFTER_DATA,
                "STATISTICS",
                name,
                row.getString("owner"),
                statements);
    }
}
