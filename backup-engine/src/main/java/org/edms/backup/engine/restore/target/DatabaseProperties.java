package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Copies the owner, privileges, settings, connection limit and comment of one database to another. */
final class DatabaseProperties {

    /**
     * The named settings are lists whose elements the server stores in double quotes, as for {@code pg_dumpall}. Each element
     * becomes a string: unlike an identifier, a string may be empty or longer than 63 bytes.
     */
    private static final SqlTemplate SETTINGS = SqlTemplate.of("""
            SELECT format('ALTER DATABASE %I SET %I TO %s', :to, name, CASE WHEN lower(name) IN
                   ('local_preload_libraries', 'search_path', 'session_preload_libraries', 'shared_preload_libraries',
                    'temp_tablespaces', 'unix_socket_directories')
                   THEN coalesce((SELECT string_agg(quote_literal(coalesce(replace(e[1], '""', '"'), e[2])), ', ' ORDER BY n)
                        FROM regexp_matches(value, '"((?:[^"]|"")*)"|([^",\\s]+)', 'g') WITH ORDINALITY element(e, n)), quote_literal(''))
                   ELSE quote_literal(value) END)
            FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) setting,
                 LATERAL (SELECT split_part(setting, '=', 1) AS name, substr(setting, strpos(setting, '=') + 1) AS value) parts
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
