package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Server-wide locks on database names, by which restores exclude one another. A lock belongs to the session that took it.
 *
 * <p>An advisory lock applies to a single database, and the restores on a server do not all connect to the same database. But
 * {@code pg_locks} shows the locks of all databases. A session therefore takes the lock in its own database first, then looks
 * for the same lock in other databases, and releases its own if it finds one. Because each session takes the lock before it
 * looks, at least one of two concurrent sessions sees the other and releases its lock.
 */
public final class ClusterLock {

    /** The purpose of a lock. All versions share these numbers, so they must not change. */
    public enum Purpose {
        /** The temporary database of that name is in use by a restore. */
        TEMPORARY_DATABASE(0x65646d01),

        /** A restore or an undo is about to replace the database of that name. */
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

    /** @return whether the lock was taken; false if another session holds it */
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

    /** @throws BackupException with {@link ErrorCode#TARGET_LOCKED} if another session holds the lock */
    public void lock(Purpose purpose, String name) throws SQLException {
        if (!tryLock(purpose, name)) {
            String holder = sql.text("SELECT format('another restore (process %s%s)', l.pid, ', ' || a.usename) "
                    + holders(purpose, name) + " LIMIT 1");
            throw new BackupException(
                    ErrorCode.TARGET_LOCKED, name + " is in use by " + (holder == null ? "another restore" : holder));
        }
    }

    /**
     * Returns whether other sessions hold such locks in a database. They would lose them if their connections were terminated.
     */
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
