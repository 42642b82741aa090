package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Views and materialized views. Materialized views are populated after everything else is restored. */
final class Views implements ObjectFamily {

    private static final String QUERY = """
            SELECT c.oid, CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind,
                   format('%I.%I', n.nspname, c.relname) AS name, quote_ident(pg_get_userbyid(c.relowner)) AS owner,
                   (SELECT quote_ident(am.amname) FROM pg_am am WHERE am.oid = c.relam AND am.amname <> 'heap') AS method,
                   (SELECT string_agg(o, ', ') FROM unnest(c.reloptions) o WHERE :documented(o)) AS options,
                   rtrim(pg_get_viewdef(c.oid), ';') AS query
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't' AND n.oid = :schemas AND :own(pg_class, c.oid)
            ORDER BY 3
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        return catalog.list(StorageParameters.complete(QUERY), row -> {
            StringBuilder sql = new StringBuilder("CREATE ")
                    .append(row.getString("kind"))
                    .append(' ')
                    .append(row.getString("name"));
            if (row.getString("method") != null) {
                sql.append(" USING ").append(row.getString("method"));
            }
            if (row.getString("options") != null) {
                sql.append(" WITH (").append(row.getString("options")).append(')');
            }
            sql.append(" AS\n").append(row.getString("query"));
            if (row.getString("kind").startsWith("MATERIALIZED")) {
                sql.append("\nWITH NO DATA");
            }
            return new DdlObject(
                    new ObjectId("pg_class", row.getLong("oid")),
                    Section.BEFORE_DATA,
                    row.getString("kind"),
                    row.getString("name"),
                    row.getString("owner"),
                    sql.toString());
        });
    }
}
