package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Sequences, except those of identity columns. */
final class Sequences implements ObjectFamily {

    private static final String QUERY = """
            SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name,
                   quote_ident(pg_get_userbyid(c.relowner)) AS owner,
                   CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END AS persistence,
                   format('AS %s START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s',
                          format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
                          CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END) AS definition
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
            WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.oid = :schemas AND :own(pg_class, c.oid)
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                              AND d.deptype = 'i')
            ORDER BY 2
            """;

    private static final String OWNED = """
            SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name,
                   format('%I.%I.%I', tn.nspname, t.relname, a.attname) AS owning_column
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a'
                 AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
            JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
            WHERE c.relkind = 'S' AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 2
            """;

    /** The ownership of a sequence by a column is a separate object, because it can be declared only after both exist. */
    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        List<DdlObject> objects = new ArrayList<>(catalog.list(
                QUERY,
                row -> new DdlObject(
                        new ObjectId("pg_class", row.getLong("oid")),
                        Section.BEFORE_DATA,
                        "SEQUENCE",
                        row.getString("name"),
                        row.getString("owner"),
                        "CREATE %sSEQUENCE %s %s"
                                .formatted(
                                        row.getString("persistence"),
                                        row.getString("name"),
                                        row.getString("definition")))));
        objects.addAll(catalog.list(
                OWNED,
                row -> new DdlObject(
                        new ObjectId(Dependencies.OWNED_SEQUENCE, row.getLong("oid")),
                        Section.BEFORE_DATA,
                        "SEQUENCE OWNED BY",
                        row.getString("name"),
                        null,
                        "ALTER SEQUENCE %s OWNED BY %s"
                                .formatted(row.getString("name"), row.getString("owning_column")))));
        return objects;
    }
}
