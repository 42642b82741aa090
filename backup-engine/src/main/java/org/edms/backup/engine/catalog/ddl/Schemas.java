package org.edms.backup.engine.catalog.ddl;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Schemas. */
final class Schemas implements ObjectFamily {

    private static final String QUERY = """
            SELECT n.oid, quote_ident(n.nspname) AS name, quote_ident(pg_get_userbyid(n.nspowner)) AS owner,
                   n.nspname = 'public' AND (pg_get_userbyid(n.nspowner) = 'pg_database_owner' OR n.nspowner = 10)
                       AS as_made
            FROM pg_namespace n
            WHERE n.oid = :schemas AND :own(pg_namespace, n.oid)
            ORDER BY n.nspname
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        return catalog.list(QUERY, Schemas::object);
    }

    /** Every new database already has the schema {@code public}. */
    private static DdlObject object(ResultSet row) throws SQLException {
        String name = row.getString("name");
        return new DdlObject(
                new ObjectId("pg_namespace", row.getLong("oid")),
                Section.BEFORE_DATA,
                "SCHEMA",
                name,
                row.getBoolean("as_made") ? null : row.getString("owner"),
                (name.equals("public") ? "CREATE SCHEMA IF NOT EXISTS " : "CREATE SCHEMA ") + name);
    }
}
