package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements for an example, and their effect. */
@PostgresTest
class DatabasePropertiesTest {

    @Test
    void settingsAreCopiedForAllRoles() {
        assertThat(DatabaseProperties.settings("edms", "edms'new")).isEqualTo("""
                SELECT format('ALTER DATABASE %I SET %I TO %s', 'edms''new', name, CASE WHEN lower(name) IN
                       ('local_preload_libraries', 'search_path', 'session_preload_libraries', 'shared_preload_libraries',
                        'temp_tablespaces', 'unix_socket_directories')
                       THEN coalesce((SELECT string_agg(quote_literal(coalesce(replace(e[1], '""', '"'), e[2])), ', ' ORDER BY n)
                            FROM regexp_matches(value, '"((?:[^"]|"")*)"|([^",\\s]+)', 'g') WITH ORDINALITY element(e, n)), quote_literal(''))
                       ELSE quote_literal(value) END)
                FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) setting,
                     LATERAL (SELECT split_part(setting, '=', 1) AS name, substr(setting, strpos(setting, '=') + 1) AS value) parts
                WHERE d.datname = 'edms' AND s.setrole = 0""");
    }

    @Test
    void attributesAreCopiedAndTheOwnerLast() {
        assertThat(DatabaseProperties.attributes("edms", "edms_new")).isEqualTo("""
                SELECT format('ALTER DATABASE %I CONNECTION LIMIT %s', 'edms_new', datconnlimit) FROM pg_database
                WHERE datname = 'edms' AND datconnlimit >= 0
                UNION ALL
                SELECT format('COMMENT ON DATABASE %I IS %L', 'edms_new', shobj_description(oid, 'pg_database')) FROM pg_database
                WHERE datname = 'edms' AND shobj_description(oid, 'pg_database') IS NOT NULL
                UNION ALL
                SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', 'edms_new') FROM pg_database
                WHERE datname = 'edms' AND datacl IS NOT NULL
                UNION ALL
                SELECT format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, 'edms_new',
                       CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                       CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = 'edms'
                UNION ALL
                SELECT format('ALTER DATABASE %I OWNER TO %I', 'edms_new', pg_get_userbyid(datdba)) FROM pg_database
                WHERE datname = 'edms'""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search_path TO DEFAULT",
                "search_path TO ''",
                "search_path TO '$user', public, 'Mixed, \"Case\"', 'table'",
                "local_preload_libraries TO '$libdir/plugins/a', '/a/path/of/more/than/sixty-three/bytes/that/no/identifier/can/hold'",
                "session_preload_libraries TO 'auto_explain', 'two words'",
                "temp_tablespaces TO ''",
                "DateStyle TO ISO, DMY",
                "\"TimeZone\" TO 'Europe/Berlin'",
                "work_mem TO '7MB'",
                "app.tenant TO 'it''s \\ a, \"b\"'"
            })
    void aSettingIsCopiedAsItIs(String setting, TestDatabase from, TestDatabase to) throws SQLException {
        // given
        from.execute("ALTER DATABASE " + from.name() + " SET " + setting);

        // when
        try (Connection connection = to.connect()) {
            Sql sql = new Sql(connection);
            DatabaseProperties.copy(sql, from.name(), to.name());

            // then
            assertThat(settingsOf(sql, to)).isEqualTo(settingsOf(sql, from));
        }
    }

    private static List<String> settingsOf(Sql sql, TestDatabase database) throws SQLException {
        return sql.list(
                "SELECT unnest(setconfig) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE datname = "
                        + Sql.literal(database.name()),
                row -> row.getString(1));
    }
}
