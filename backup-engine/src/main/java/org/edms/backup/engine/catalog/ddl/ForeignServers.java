package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Servers of foreign tables. User mappings are omitted because they contain passwords. */
final class ForeignServers implements ObjectFamily {

    private static final String WRAPPERS = """
            SELECT w.oid, quote_ident(w.fdwname) AS name, quote_ident(pg_get_userbyid(w.fdwowner)) AS owner,
                   concat(format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname),
                       CASE WHEN w.fdwhandler <> 0 THEN ' HANDLER ' || w.fdwhandler::regproc END,
                       CASE WHEN w.fdwvalidator <> 0 THEN ' VALIDATOR ' || w.fdwvalidator::regproc END,
                       ' OPTIONS (' || (SELECT string_agg(format('%I %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
                                        FROM unnest(w.fdwoptions) o) || ')') AS definition
            FROM pg_foreign_data_wrapper w
            WHERE :own(pg_foreign_data_wrapper, w.oid)
            ORDER BY 2
            """;

    private static final String SERVERS = """
            SELECT s.oid, quote_ident(s.srvname) AS name, quote_ident(pg_get_userbyid(s.srvowner)) AS owner,
                   concat(format('CREATE SERVER %I', s.srvname), ' TYPE ' || quote_literal(s.srvtype),
                       ' VERSION ' || quote_literal(s.srvversion), format(' FOREIGN DATA WRAPPER %I', w.fdwname),
                       ' OPTIONS (' || (SELECT string_agg(format('%I %L', split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ')
                                        FROM unnest(s.srvoptions) o) || ')') AS definition
            FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
            WHERE :own(pg_foreign_server, s.oid)
            ORDER BY 2
            """;

    @Override
    public List<DdlObject> read(CatalogQuery catalog) throws SQLException {
        List<DdlObject> objects = new ArrayList<>();
        objects.addAll(simple(catalog, "pg_foreign_data_wrapper", "FOREIGN DATA WRAPPER", WRAPPERS));
        objects.addAll(simple(catalog, "pg_foreign_server", "SERVER", SERVERS));
        return objects;
    }

    private static List<DdlObject> simple(CatalogQuery catalog, String of, String kind, String query)
            throws SQLException {
        return catalog.list(
                query,
                row -> new DdlObject(
                        new ObjectId(of, row.getLong("oid")),
                        Section.BEFORE_DATA,
                        kind,
                        row.getString("name"),
                        row.getString("owner"),
                        row.getString("definition")));
    }
}
