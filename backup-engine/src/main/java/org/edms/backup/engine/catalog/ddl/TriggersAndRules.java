package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Triggers, rules and row-level security policies of tables. */
final class TriggersAndRules implements ObjectFamily {

    private static final String TRIGGERS = """
            SELECT t.oid, format('%I ON %I.%I', t.tgname, n.nspname, c.relname) AS name,
                   pg_get_triggerdef(t.oid) AS definition,
                   CASE WHEN t.tgenabled <> 'O' THEN format('ALTER %s %I.%I %s TRIGGER %I',
                       CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, n.nspname, c.relname,
                       CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END,
                       t.tgname) END AS enabled
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT t.tgisinternal :original AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 2
            """;

    private static final String RULES = """
            SELECT r.oid, format('%I ON %I.%I', r.rulename, n.nspname, c.relname) AS name,
                   rtrim(pg_get_ruledef(r.oid), ';') AS definition,
                   CASE WHEN r.ev_enabled <> 'O' THEN format('ALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname,
                       CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END,
                       r.rulename) END AS enabled
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE r.rulename <> '_RETURN' AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 2
            """;

    private static final String POLICIES = """
            SELECT p.oid, format('%I ON %I.%I', p.polname, n.nspname, c.relname) AS name,
                   concat(format('CREATE POLICY %I ON %I.%I', p.polname, n.nspname, c.relname),
                       CASE WHEN NOT p.polpermissive THEN ' AS RESTRICTIVE' END,
                       CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
                                     WHEN 'd' THEN ' FOR DELETE' END,
                       CASE WHEN p.polroles <> '{0}' THEN ' TO ' || (
                           SELECT string_agg(quote_ident(r.rolname), ', ' ORDER BY r.rolname)
                           FROM pg_roles r WHERE r.oid = ANY (p.polroles)) END,
                       ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                       ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS definition,
                   NULL AS enabled
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 2
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        String original = catalog.since(13) ? "AND t.tgparentid = 0" : "";
        List<DdlObject> objects = new ArrayList<>();
        objects.addAll(simple(catalog, "pg_trigger", "TRIGGER", TRIGGERS.replace(":original", original)));
        objects.addAll(simple(catalog, "pg_rewrite", "RULE", RULES));
        objects.addAll(simple(catalog, "pg_policy", "POLICY", POLICIES));
        return objects;
    }

    private static List<DdlObject> simple(CatalogQuery catalog, String of, String kind, String query)
            throws SQLException {
        return catalog.list(query, row -> {
            String enabled = row.getString("enabled");
            return new DdlObject(
                    new ObjectId(of, row.getLong("oid")),
                    Section.AFTER_DATA,
                    kind,
                    row.getString("name"),
                    null,
                    enabled == null
                            ? List.of(row.getString("definition"))
                            : List.of(row.getString("definition"), enabled));
        });
    }
}
