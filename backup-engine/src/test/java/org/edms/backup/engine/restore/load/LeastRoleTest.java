package org.edms.backup.engine.restore.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.edms.backup.engine.source.Database;
import org.junit.jupiter.api.Test;

class LeastRoleTest {

    private static final String MAY_ACT_FOR = "pg_has_role(r.oid, 'USAGE')";

    @Test
    void aRoleWithPowerOverTheServerIsNotTheLeast() {
        assertThat(LeastRole.isLeast("o'hara", MAY_ACT_FOR)).isEqualTo("""
                SELECT EXISTS (
                    SELECT FROM pg_roles r
                    WHERE r.rolname = 'o''hara' AND pg_has_role(r.oid, 'USAGE')
                      AND NOT EXISTS (SELECT FROM pg_roles p
                                      WHERE (p.rolsuper OR p.rolcreaterole OR p.rolreplication
                                             OR p.rolname IN ('pg_execute_server_program', 'pg_read_server_files',
                                                              'pg_write_server_files'))
                                        AND pg_has_role(r.oid, p.oid, 'MEMBER')))""");
    }

    @Test
    void aRoleIsUsableIfTheSessionMayActForIt() {
        assertThat(LeastRole.isUsable("edms_code", MAY_ACT_FOR))
                .isEqualTo("SELECT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = 'edms_code' AND "
                        + "pg_has_role(r.oid, 'USAGE'))");
    }

    @Test
    void theDatabaseIsHandedToTheRole() {
        Database database = Database.parse("postgresql://user@localhost:5432/edms_new", null);

        assertThat(LeastRole.setOwner(database, "edms_code"))
                .isEqualTo("ALTER DATABASE \"edms_new\" OWNER TO \"edms_code\"");
    }
}
