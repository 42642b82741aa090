package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Extensions, without their version: a restore installs the version that the target server provides. */
final class Extensions implements ObjectFamily {

    private static final String QUERY = """
            SELECT e.oid, quote_ident(e.extname) AS name, quote_ident(n.nspname) AS schema
            FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
            ORDER BY e.extname
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        return catalog.list(
                QUERY,
                row -> new DdlObject(
                        new ObjectId("pg_extension", row.getLong("oid")),
                        Section.BEFORE_DATA,
                        "EXTENSION",
                        row.getString("name"),
                        null,
                        "CREATE EXTENSION IF NOT EXISTS %s WITH SCHEMA %s"
                                .formatted(row.getString("name"), row.getString("schema"))));
    }
}
