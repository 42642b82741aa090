package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Empty large objects. Their content is data. */
final class LargeObjects implements ObjectFamily {

    private static final String QUERY = """
            SELECT l.oid, quote_ident(pg_get_userbyid(l.lomowner)) AS owner
            FROM pg_largeobject_metadata l
            ORDER BY l.oid
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        return catalog.list(
                QUERY,
                row -> new DdlObject(
                        new ObjectId("pg_largeobject", row.getLong("oid")),
                        Section.BEFORE_DATA,
                        "LARGE OBJECT",
                        row.getString("oid"),
                        row.getString("owner"),
                        "SELECT pg_catalog.lo_create(" + row.getString("oid") + ")"));
    }
}
