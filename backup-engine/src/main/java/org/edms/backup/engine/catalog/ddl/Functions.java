package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Functions and procedures, without aggregates. */
final class Functions implements ObjectFamily {

    private static final String QUERY = """
            SELECT p.oid, CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind,
                   format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS name,
                   quote_ident(pg_get_userbyid(p.proowner)) AS owner, pg_get_functiondef(p.oid) AS definition
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.prokind IN ('f', 'p', 'w') AND n.oid = :schemas AND :own(pg_proc, p.oid) :range
            ORDER BY 3
            """;

    /** Excludes the constructor functions of range types, which are created with the type. */
    private static final String NOT_OF_A_TYPE = """
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                            AND d.refclassid = 'pg_type'::regclass AND d.deptype = 'i')
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        return catalog.list(
                QUERY.replace(":range", NOT_OF_A_TYPE),
                row -> new DdlObject(
                        new ObjectId("pg_proc", row.getLong("oid")),
                        Section.BEFORE_DATA,
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("owner"),
                        row.getString("definition").stripTrailing()));
    }
}
