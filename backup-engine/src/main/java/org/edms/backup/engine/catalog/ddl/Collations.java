package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Collations. */
final class Collations implements ObjectFamily {

    private static final String QUERY = """
            SELECT c.oid, format('%I.%I', n.nspname, c.collname) AS name,
                   quote_ident(pg_get_userbyid(c.collowner)) AS owner,
                   concat_ws(', ',
                       'provider = ' || CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                       CASE WHEN NOT c.collisdeterministic THEN 'deterministic = false' END,
                       :locale) AS definition
            FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
            WHERE n.oid = :schemas AND :own(pg_collation, c.oid)
            ORDER BY 2
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        return catalog.list(
                QUERY.replace(":locale", locale(catalog)),
                row -> new DdlObject(
                        new ObjectId("pg_collation", row.getLong("oid")),
                        Section.BEFORE_DATA,
                        "COLLATION",
                        row.getString("name"),
                        row.getString("owner"),
                        "CREATE COLLATION %s (%s)".formatted(row.getString("name"), row.getString("definition"))));
    }

    /** Each server version stores the name of the locale in a different column. */
    private static String locale(CatalogQuery catalog) {
        String libc = "'lc_collate = ' || quote_literal(c.collcollate), 'lc_ctype = ' || quote_literal(c.collctype)";
        String rules = catalog.since(16) ? ", 'rules = ' || quote_literal(c.collicurules)" : "";
        if (catalog.since(17)) {
            return "'locale = ' || quote_literal(c.colllocale), " + libc + rules;
        }
        if (catalog.since(15)) {
            return "'locale = ' || quote_literal(c.colliculocale), " + libc + rules;
        }
        return libc;
    }
}
