package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Enumerated, composite and range types, and domains. */
final class Types implements ObjectFamily {

    private static final String ENUMS = """
            SELECT t.oid, format('%I.%I', n.nspname, t.typname) AS name,
                   quote_ident(pg_get_userbyid(t.typowner)) AS owner,
                   'AS ENUM (' || coalesce((SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                                            FROM pg_enum e WHERE e.enumtypid = t.oid), '') || ')' AS definition
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype = 'e' AND n.oid = :schemas AND :own(pg_type, t.oid)
            ORDER BY 2
            """;

    private static final String COMPOSITES = """
            SELECT t.oid, format('%I.%I', n.nspname, t.typname) AS name,
                   quote_ident(pg_get_userbyid(t.typowner)) AS owner,
                   'AS (' || coalesce((
                       SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                              CASE WHEN a.attcollation <> y.typcollation AND a.attcollation <> 0
                                   THEN 'COLLATE ' || (SELECT format('%I.%I', cn.nspname, co.collname)
                                                       FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                                                       WHERE co.oid = a.attcollation) END), ', ' ORDER BY a.attnum)
                       FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
                       WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')' AS definition
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid
            WHERE t.typtype = 'c' AND c.relkind = 'c' AND n.oid = :schemas AND :own(pg_type, t.oid)
            ORDER BY 2
            """;

    /**
     * A range type with a canonical function must be created in two steps, which is not supported. Such types are excluded here.
     */
    private static final String RANGES = """
            SELECT t.oid, format('%I.%I', n.nspname, t.typname) AS name,
                   quote_ident(pg_get_userbyid(t.typowner)) AS owner,
                   'AS RANGE (' || concat_ws(', ',
                       'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
                       CASE WHEN NOT o.opcdefault THEN 'SUBTYPE_OPCLASS = ' || format('%I.%I', opn.nspname, o.opcname) END,
                       CASE WHEN r.rngcollation <> s.typcollation AND r.rngcollation <> 0
                            THEN 'COLLATION = ' || (SELECT format('%I.%I', cn.nspname, co.collname)
                                                    FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                                                    WHERE co.oid = r.rngcollation) END,
                       CASE WHEN r.rngsubdiff <> 0 THEN 'SUBTYPE_DIFF = ' || r.rngsubdiff::text END
                       :multirange) || ')' AS definition
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_range r ON r.rngtypid = t.oid
            JOIN pg_type s ON s.oid = r.rngsubtype JOIN pg_opclass o ON o.oid = r.rngsubopc
            JOIN pg_namespace opn ON opn.oid = o.opcnamespace
            WHERE t.typtype = 'r' AND r.rngcanonical = 0 AND n.oid = :schemas AND :own(pg_type, t.oid)
            ORDER BY 2
            """;

    private static final String DOMAINS = """
            SELECT t.oid, format('%I.%I', n.nspname, t.typname) AS name,
                   quote_ident(pg_get_userbyid(t.typowner)) AS owner,
                   concat_ws(' ', 'AS', format_type(t.typbasetype, t.typtypmod),
                       CASE WHEN t.typcollation <> b.typcollation AND t.typcollation <> 0
                            THEN 'COLLATE ' || (SELECT format('%I.%I', cn.nspname, co.collname)
                                                FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                                                WHERE co.oid = t.typcollation) END,
                       'DEFAULT ' || pg_get_expr(t.typdefaultbin, 'pg_catalog.pg_type'::regclass),
                       CASE WHEN t.typnotnull THEN 'NOT NULL' END,
                       (SELECT string_agg(format('CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), ' '
                                          ORDER BY c.conname)
                        FROM pg_constraint c
                        WHERE c.contypid = t.oid AND c.contype = 'c' AND c.convalidated)) AS definition,
                   ARRAY(SELECT format('ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s', n.nspname, t.typname, c.conname,
                                       pg_get_constraintdef(c.oid))
                         FROM pg_constraint c
                         WHERE c.contypid = t.oid AND c.contype = 'c' AND NOT c.convalidated
                         ORDER BY c.conname) AS not_valid
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
            WHERE t.typtype = 'd' AND n.oid = :schemas AND :own(pg_type, t.oid)
            ORDER BY 2
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        List<DdlObject> types = new ArrayList<>();
        types.addAll(simple(catalog, ENUMS));
        types.addAll(simple(catalog, COMPOSITES));
        String multirange =
                catalog.since(14) ? ", 'MULTIRANGE_TYPE_NAME = ' || format_type(r.rngmultitypid, NULL)" : "";
        types.addAll(simple(catalog, RANGES.replace(":multirange", multirange)));
        types.addAll(catalog.list(DOMAINS, row -> {
            List<String> statements = new ArrayList<>();
            statements.add("CREATE DOMAIN " + row.getString("name") + " " + row.getString("definition"));
            statements.addAll(CatalogQuery.strings(row, "not_valid"));
            return new DdlObject(
                    new ObjectId("pg_type", row.getLong("oid")),
                    Section.BEFORE_DATA,
                    "DOMAIN",
                    row.getString("name"),
                    row.getString("owner"),
                    statements);
        }));
        return types;
    }

    private static List<DdlObject> simple(CatalogQuery catalog, String query) throws SQLException {
        return catalog.list(
                query,
                row -> new DdlObject(
                        new ObjectId("pg_type", row.getLong("oid")),
                        Section.BEFORE_DATA,
                        "TYPE",
                        row.getString("name"),
                        row.getString("owner"),
                        "CREATE TYPE " + row.getString("name") + " " + row.getString("definition")));
    }
}
