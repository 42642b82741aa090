package org.edms.backup.engine.catalog.ddl;

import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;

/** Finds objects whose DDL is not supported, so that the backup reports them rather than the restore. */
final class UnsupportedObjects {

    private static final String QUERY = """
            WITH candidates(classid, objid) AS (
                SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE prokind = 'a' AND pronamespace = :schemas
                UNION ALL SELECT 'pg_operator', oid FROM pg_operator WHERE oprnamespace = :schemas
                UNION ALL SELECT 'pg_opclass', oid FROM pg_opclass WHERE opcnamespace = :schemas
                UNION ALL SELECT 'pg_opfamily', oid FROM pg_opfamily WHERE opfnamespace = :schemas
                UNION ALL SELECT 'pg_conversion', oid FROM pg_conversion WHERE connamespace = :schemas
                UNION ALL SELECT 'pg_ts_config', oid FROM pg_ts_config WHERE cfgnamespace = :schemas
                UNION ALL SELECT 'pg_ts_dict', oid FROM pg_ts_dict WHERE dictnamespace = :schemas
                UNION ALL SELECT 'pg_ts_parser', oid FROM pg_ts_parser WHERE prsnamespace = :schemas
                UNION ALL SELECT 'pg_ts_template', oid FROM pg_ts_template WHERE tmplnamespace = :schemas
                UNION ALL SELECT 'pg_type', t.oid FROM pg_type t WHERE t.typnamespace = :schemas
                    AND (t.typtype = 'p' OR t.typtype = 'b'
                             AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
                         OR EXISTS (SELECT FROM pg_range r WHERE r.rngtypid = t.oid AND r.rngcanonical <> 0))
                UNION ALL SELECT 'pg_cast', oid FROM pg_cast WHERE oid >= 16384
                UNION ALL SELECT 'pg_transform', oid FROM pg_transform
                UNION ALL SELECT 'pg_language', oid FROM pg_language WHERE oid >= 16384
                UNION ALL SELECT 'pg_am', oid FROM pg_am WHERE oid >= 16384
                UNION ALL SELECT 'pg_event_trigger', oid FROM pg_event_trigger
                UNION ALL SELECT 'pg_publication', oid FROM pg_publication
                UNION ALL SELECT 'pg_subscription', oid FROM pg_subscription
                          WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                UNION ALL SELECT 'pg_user_mapping', u.umid FROM pg_user_mappings u
            )
            SELECT i.type AS kind, coalesce(i.identity, c.objid::text) AS name
            FROM candidates c CROSS JOIN LATERAL pg_identify_object(c.classid, c.objid, 0) i
            WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = c.classid AND d.objid = c.objid
                              AND d.deptype IN ('e', 'i'))
            UNION ALL
            SELECT 'security label', format('%s on %s %s', s.provider, i.type, i.identity)
            FROM pg_seclabel s CROSS JOIN LATERAL pg_identify_object(s.classoid, s.objoid, s.objsubid) i
            UNION ALL
            SELECT 'tablespace', format('%s of %I.%I', t.spcname, n.nspname, c.relname)
            FROM pg_class c JOIN pg_tablespace t ON t.oid = c.reltablespace JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.oid = :schemas
            UNION ALL
            SELECT 'storage parameter', format('%s of %I.%I', split_part(o, '=', 1), n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, unnest(c.reloptions) o
            WHERE c.relkind IN ('r', 'p', 'm', 'v') AND c.relpersistence <> 't' AND n.oid = :schemas
              AND NOT :documented(o)
            ORDER BY 1, 2
            """;

    private UnsupportedObjects() {}

    static List<UnsupportedObject> read(CatalogQuery catalog) throws SQLException {
        return catalog.list(
                StorageParameters.complete(QUERY),
                row -> new UnsupportedObject(row.getString("kind"), row.getString("name")));
    }
}
