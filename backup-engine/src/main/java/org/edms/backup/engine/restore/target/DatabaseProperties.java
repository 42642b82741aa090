package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Copies the owner, privileges, settings, connection limit and comment of one database to another. */
final class DatabaseProperties {

    /** The server stores the elements of the named list settings in quotes. */
    private static final SqlTemplate SETTINGS = SqlTemplate.of("""
            SELECT format('ALTER DATABASE %I SET %I TO %s', :to, split_part(setting, '=', 1),
                   CASE WHEN split_part(setting, '=', 1) IN ('search_path', 'temp_tablespaces', 'session_preload_libraries')
                        THEN substr(setting, strpos(setting, '=') + 1)
                        ELSE quote_literal(substr(setting, strpos(setting, '=') + 1)) END)
            FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) setting
            WHERE d.datname = :from AND s.setrole = 0
            """);

    /** The owner comes last: a user who is not a superuser may not change the database after that. */
    private static final SqlTemplate ATTRIBUTES = SqlTemplate.of("""
            SELECT format('ALTER DATABASE %I CONNECTION LIMIT %s', :to, datconnlimit) FROM pg_database
            WHERE datname = :from AND datconnlimit >= 0
            UNION ALL
            SELECT format('COMMENT ON DATABASE %I IS %L', :to, shobj_description(oid, 'pg_database')) FROM pg_database
            WHERE datname = :from AND shobj_description(oid, 'pg_database') IS NOT NULL
            UNION ALL
            SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', :to) FROM pg_database
            WHERE datname = :from AND datacl IS NOT NULL
            UNION ALL
            SELECT format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, :to,
                   CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                   CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = :from
            UNION ALL
            SELECT format('ALTER DATABASE %I OWNER TO %I', :to, pg_get_userbyid(datdba)) FROM pg_database
            WHERE datname = :from
            """);

    private DatabaseProperties() {}

    static void copy(Sql sql, String from, String to) throws SQLException {
        List<String> statements = new ArrayList<>();
        statements.addAll(sql.list(settings(from, to), row -> row.getString(1)));
        statements.addAll(sql.list(attributes(from, to), row -> row.getString(1)));
        for (String statement : statements) {
            sql.execute(statement);
        }
    }

    static String settings(String from, String to) {
        return SETTINGS.with("from", Sql.literal(from))
                .with("to", Sql.literal(to))
                .sql();
    }

    static String attributes(String from, String to) {
        return ATTRIBUTES
                .with("from", Sql.literal(from))
                .with("to", Sql.literal(to))
                .sql();
    }
}
