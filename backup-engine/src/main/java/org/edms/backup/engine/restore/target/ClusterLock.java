package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Locks on database names, which restores hold against one another on a whole server. Each belongs to the session that took it.
 *
 * <p>Advisory locks hold in one database only, and restores of one server do not all connect to the same one. But {@code pg_locks}
 * shows those of all databases: whoever wants a lock first takes it where it is connected, then looks for it elsewhere, and
 * gives it back if somebody else has it there. Of two who do so at the same time, at least one gives it back.
 */
public final class ClusterLock {

    /** What a lock is for; known to all restores, whatever the version: the numbers must not change. */
    public enum Purpose {
        /** The temporary database of that name is somebody's. */
        TEMPORARY_DATABASE(0x65646d01),

        /** Somebody is about to put another database in the place of the one of that name. */
        REPLACED_DATABASE(0x65646d02);

        private final int key;

        Purpose(int key) {
            this.key = key;
        }
    }

    private static final String HOLDERS = """
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted AND l.pid <> pg_backend_pid()
            AND l.classid = %d AND l.objid::bigint = %d
            """;

    private final Sql sql;

    /** @param sql a connection in autocommit mode */
    public ClusterLock(Sql sql) {
        this.sql = sql;
    }

    /** @return whether nobody else has it */
    public boolean tryLock(Purpose purpose, String name) throws SQLException {
        String keys = purpose.key + ", " + name.hashCode();
        if (!sql.holds("SELECT pg_try_advisory_lock(" + keys + ")")) {
            return false;
        }
        if (sql.holds("SELECT EXISTS (SELECT " + holders(purpose, name) + ")")) {
            unlock(purpose, name);
            return false;
        }
        return true;
    }

    public void unlock(Purpose purpose, String name) throws SQLException {
        sql.holds("SELECT pg_advisory_unlock(" + purpose.key + ", " + name.hashCode() + ")");
    }

    /** @throws BackupException with {@link ErrorCode#TARGET_LOCKED} if somebody else has it */
    public void lock(Purpose purpose, String name) throws SQLException {
        if (!tryLock(purpose, name)) {
            String holder = sql.text("SELECT format('another restore (process %s%s)', l.pid, ', ' || a.usename) "
                    + holders(purpose, name) + " LIMIT 1");
            throw new BackupException(
                    ErrorCode.TARGET_LOCKED, name + " is in use by " + (holder == null ? "another restore" : holder));
        }
    }

    /** Whether other sessions hold such locks through the database of that name, and would lose them with their connections. */
    public boolean isMeetingPlace(String database) throws SQLException {
        return sql.holds(
                """
                SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.pid <> pg_backend_pid() AND l.classid IN (%d, %d)
                AND d.datname = %s)
                """.formatted(Purpose.TEMPORARY_DATABASE.key, Purpose.REPLACED_DATABASE.key, Sql.literal(database)));
    }

    private static String holders(Purpose purpose, String name) {
        return HOLDERS.formatted(purpose.key, Integer.toUnsignedLong(name.hashCode()));
    }
}
