package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import org.edms.backup.engine.source.Database;

/** Identifies a database independently of its address and its content. */
public final class TargetIdentity {

    private TargetIdentity() {}

    /** @param sql a connection to any database on the same server */
    public static String of(Sql sql, Database database) throws SQLException {
        boolean isAllowed = sql.holds("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')");
        String server = isAllowed ? sql.text("SELECT system_identifier FROM pg_control_system()") : "";
        return server.isEmpty() ? database.toString() : server + "/" + database.name();
    }
}
