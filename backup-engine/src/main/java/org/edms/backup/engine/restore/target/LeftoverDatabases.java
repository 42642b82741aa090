package org.edms.backup.engine.restore.target;

import java.sql.SQLException;

/** The temporary databases of killed restores. A database whose name is locked belongs to a running restore. */
final class LeftoverDatabases {

    private static final String IN_USE = "55006";

    /** Excludes databases owned by other roles: the restores of those roles drop them. */
    private static final String TEMPORARY = "SELECT datname FROM pg_database WHERE datname ~ '^" + TemporaryName.PREFIX
            + "[0-9a-f]{32}$' AND pg_has_role(datdba, 'USAGE') ORDER BY datname";

    private final Sql sql;
    private final ClusterLock locks;

    LeftoverDatabases(ServerConnection server) {
        this.sql = server.sql();
        this.locks = server.locks();
    }

    /** @param locked the name that the caller has locked; an earlier attempt may have left a database with this name */
    void drop(String locked) throws SQLException {
        for (String leftover : sql.list(TEMPORARY, row -> row.getString(1))) {
            if (leftover.equals(locked)) {
                sql.execute("DROP DATABASE " + Sql.quoted(leftover));
            } else if (locks.tryLock(ClusterLock.Purpose.TEMPORARY_DATABASE, leftover)) {
                dropUnlessUsed(leftover);
                locks.unlock(ClusterLock.Purpose.TEMPORARY_DATABASE, leftover);
            }
        }
    }

    /** Skips a database with open sessions, which need not hold a lock: DROP DATABASE would wait five seconds for them. */
    private void dropUnlessUsed(String leftover) throws SQLException {
        if (sql.holds("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = " + Sql.literal(leftover) + ")")) {
            return;
        }
        try {
            sql.execute("DROP DATABASE IF EXISTS " + Sql.quoted(leftover));
        } catch (SQLException e) {
            if (!IN_USE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
