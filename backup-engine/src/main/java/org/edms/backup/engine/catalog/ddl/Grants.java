package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Privileges. They are written from scratch for each object that was ever the target of a GRANT or REVOKE. */
final class Grants {

    private static final String OBJECTS = """
            WITH granted AS (
                SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
                       format('%I.%I', n.nspname, c.relname) AS name, c.relowner AS owner, c.relacl AS acl,
                       CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END AS type, NULL::text AS columns
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND c.relpersistence <> 't'
                  AND n.oid = :schemas AND :own(pg_class, c.oid)
                UNION ALL
                SELECT 'TABLE', format('%I.%I', n.nspname, c.relname), c.relowner, a.attacl, 'c', quote_ident(a.attname)
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE a.attnum > 0 AND NOT a.attisdropped AND n.oid = :schemas AND :own(pg_class, c.oid)
                UNION ALL
                SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
                       format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
                       p.proowner, p.proacl, 'f', NULL
                FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE p.prokind <> 'a' AND n.oid = :schemas AND :own(pg_proc, p.oid)
                UNION ALL
                SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, format('%I.%I', n.nspname, t.typname),
                       t.typowner, t.typacl, 'T', NULL
                FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                WHERE n.oid = :schemas AND :own(pg_type, t.oid)
                UNION ALL
                SELECT 'SCHEMA', quote_ident(n.nspname), n.nspowner, n.nspacl, 'n', NULL
                FROM pg_namespace n WHERE n.oid = :schemas AND :own(pg_namespace, n.oid)
                UNION ALL
                SELECT 'FOREIGN SERVER', quote_ident(s.srvname), s.srvowner, s.srvacl, 'S', NULL
                FROM pg_foreign_server s WHERE :own(pg_foreign_server, s.oid)
                UNION ALL
                SELECT 'FOREIGN DATA WRAPPER', quote_ident(w.fdwname), w.fdwowner, w.fdwacl, 'F', NULL
                FROM pg_foreign_data_wrapper w WHERE :own(pg_foreign_data_wrapper, w.oid)
                UNION ALL
                SELECT 'LARGE OBJECT', l.oid::text, l.lomowner, l.lomacl, 'L', NULL
                FROM pg_largeobject_metadata l WHERE :large_objects
            )
            SELECT g.kind, g.name, g.columns, g.type = 'c' AS of_column, quote_ident(pg_get_userbyid(g.owner)) AS owner,
                   CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee,
                   a.privilege_type, a.is_grantable, g.type IN ('f', 'T') AS public_by_default,
                   ARRAY(SELECT d.privilege_type FROM aclexplode(acldefault(g.type::"char", g.owner)) d
                         WHERE d.grantee = g.owner) AS all_privileges
            FROM granted g LEFT JOIN LATERAL aclexplode(g.acl)
                 WITH ORDINALITY a(grantor, grantee, privilege_type, is_grantable, position) ON true
            WHERE g.acl IS NOT NULL
              AND NOT (g.type = 'n' AND g.acl IS NOT DISTINCT FROM
                       (SELECT p.initprivs FROM pg_init_privs p WHERE p.classoid = 'pg_namespace'::regclass
                        AND p.objoid = g.name::regnamespace::oid))
            ORDER BY g.kind, g.name, g.columns NULLS FIRST, a.position
            """;

    private static final String DEFAULTS = """
            SELECT CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                        WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS kind,
                   format('ALTER DEFAULT PRIVILEGES FOR ROLE %I', pg_get_userbyid(d.defaclrole))
                       || coalesce(' IN SCHEMA ' || quote_ident(n.nspname), '') AS name,
                   NULL AS columns, false AS of_column, quote_ident(pg_get_userbyid(d.defaclrole)) AS owner,
                   CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee,
                   a.privilege_type, a.is_grantable,
                   d.defaclnamespace = 0 AND d.defaclobjtype IN ('f', 'T') AS public_by_default,
                   ARRAY(SELECT e.privilege_type
                         FROM aclexplode(acldefault(replace(d.defaclobjtype::text, 'S', 's')::"char", d.defaclrole)) e
                         WHERE e.grantee = d.defaclrole) AS all_privileges
            FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
            LEFT JOIN LATERAL aclexplode(d.defaclacl)
                 WITH ORDINALITY a(grantor, grantee, privilege_type, is_grantable, position) ON true
            WHERE d.defaclnamespace = 0 OR n.oid = :schemas
            ORDER BY 2, 1, a.position
            """;

    private static final String SINCE_17 = "MAINTAIN";

    private record Item(
            String kind,
            String name,
            String columns,
            boolean ofColumn,
            String owner,
            String grantee,
            String privilege,
            boolean grantable,
            boolean publicByDefault,
            List<String> allPrivileges) {

        String object() {
            return kind + " " + name;
        }

        String privilegeOnColumns() {
            return columns == null ? privilege : privilege + " (" + columns + ")";
        }
    }

    private Grants() {}

    static List<DdlStatement> read(CatalogQuery catalog, boolean largeObjects) throws SQLException {
        List<DdlStatement> grants = new ArrayList<>();
        List<Item> objects = items(catalog, OBJECTS.replace(":large_objects", String.valueOf(largeObjects)));
        for (List<Item> items : grouped(objects)) {
            Item first = items.get(0);
            grants.addAll(grants(first, statements(items, "", " ON " + first.object(), true)));
        }
        for (List<Item> items : grouped(items(catalog, DEFAULTS))) {
            Item first = items.get(0);
            boolean everywhere = !first.name().contains(" IN SCHEMA ");
            grants.addAll(grants(first, statements(items, first.name() + " ", " ON " + first.kind(), everywhere)));
        }
        return grants;
    }

    /**
     * Combines the statements of one object. Privileges that older servers do not know get a separate statement, so that an older
     * server rejects only that statement.
     */
    private static List<DdlStatement> grants(Item first, List<String> statements) {
        List<DdlStatement> grants = new ArrayList<>();
        String known = statements.stream()
                .filter(sql -> !sql.contains("GRANT " + SINCE_17 + " ON "))
                .collect(Collectors.joining(";\n"));
        if (!known.isEmpty()) {
            grants.add(new DdlStatement(Section.AFTER_DATA, "GRANT", first.object(), known));
        }
        statements.stream()
                .filter(sql -> sql.contains("GRANT " + SINCE_17 + " ON "))
                .forEach(sql -> grants.add(new DdlStatement(Section.AFTER_DATA, "GRANT", first.object(), sql)));
        return grants;
    }

    private static List<Item> items(CatalogQuery catalog, String query) throws SQLException {
        return catalog.list(
                query,
                row -> new Item(
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("columns"),
                        row.getBoolean("of_column"),
                        row.getString("owner"),
                        row.getString("grantee"),
                        row.getString("privilege_type"),
                        row.getBoolean("is_grantable"),
                        row.getBoolean("public_by_default"),
                        CatalogQuery.strings(row, "all_privileges")));
    }

    /** Groups the items of one object. Column privileges follow the privileges on the whole object. */
    private static List<List<Item>> grouped(List<Item> items) {
        Map<String, List<Item>> groups = items.stream()
                .collect(Collectors.groupingBy(
                        item -> item.object() + " " + item.ofColumn(), LinkedHashMap::new, Collectors.toList()));
        return List.copyOf(groups.values());
    }

    /** @param fromScratch whether the object has default privileges that must be revoked first */
    private static List<String> statements(List<Item> items, String before, String on, boolean fromScratch) {
        Item first = items.get(0);
        Set<String> statements = new LinkedHashSet<>();
        if (fromScratch && !first.ofColumn()) {
            if (first.publicByDefault() || first.kind().equals("SCHEMA")) {
                statements.add(before + "REVOKE ALL" + on + " FROM PUBLIC");
            }
            statements.add(before + "REVOKE ALL" + on + " FROM " + first.owner());
        }
        Map<String, List<Item>> byGrantee = items.stream()
                .filter(item -> item.privilege() != null)
                .collect(Collectors.groupingBy(
                        item -> item.grantee() + (item.grantable() ? " WITH GRANT OPTION" : ""),
                        LinkedHashMap::new,
                        Collectors.toList()));
        byGrantee.forEach((grantee, granted) ->
                privileges(granted).forEach(some -> statements.add(before + "GRANT " + some + on + " TO " + grantee)));
        return List.copyOf(statements);
    }

    /**
     * Returns the lists of privileges to grant. A complete set is written as {@code ALL}, which means the same in every version.
     */
    private static List<String> privileges(List<Item> granted) {
        Set<String> all = Set.copyOf(granted.get(0).allPrivileges());
        Set<String> wanted =
                granted.stream().map(Item::privilegeOnColumns).collect(Collectors.toCollection(TreeSet::new));
        if (!all.isEmpty() && wanted.equals(all)) {
            return List.of("ALL");
        }
        List<String> lists = new ArrayList<>();
        if (wanted.remove(SINCE_17)) {
            lists.add(SINCE_17);
        }
        if (!wanted.isEmpty()) {
            lists.add(0, String.join(", ", wanted));
        }
        return lists;
    }
}
