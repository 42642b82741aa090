package org.edms.backup.engine.restore.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class DatabasePropertiesTest {

    @Test
    void settingsAreCopiedForAllRoles() {
        assertThat(DatabaseProperties.settings("edms", "edms'new")).isEqualTo("""
                SELECT format('ALTER DATABASE %I SET %I TO %s', 'edms''new', split_part(setting, '=', 1),
                       CASE WHEN split_part(setting, '=', 1) IN ('search_path', 'temp_tablespaces', 'session_preload_libraries')
                            THEN substr(setting, strpos(setting, '=') + 1)
                            ELSE quote_literal(substr(setting, strpos(setting, '=') + 1)) END)
                FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) setting
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
}
