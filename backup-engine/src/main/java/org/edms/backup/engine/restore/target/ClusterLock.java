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

    private static final SqlTemplate TRY_LOCK = SqlTemplate.of("SELECT pg_try_advisory_lock(:purpose, :name)");
    private static final SqlTemplate UNLOCK = SqlTemplate.of("SELECT pg_advisory_unlock(:purpose, :name)");

    private static final SqlTemplate HOLDER = SqlTemplate.of("""
            SELECT format('another restore (process %s%s)', l.pid, ', ' || a.usename)
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted AND l.pid <> pg_backend_pid()
            AND l.classid = :purpose AND l.objid::bigint = :name
            LIMIT 1
            """);

    private static final SqlTemplate HELD_IN = SqlTemplate.of("""
            SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.pid <> pg_backend_pid()
            AND l.classid IN (:temporary, :replaced) AND d.datname = :database)
            """);

    private final Sql sql;

    /** @param sql a connection in autocommit mode */
    public ClusterLock(Sql sql) {
        this.sql = sql;
    }

    /** @return whether the lock was taken; false if another session holds it */
    public boolean tryLock(Purpose purpose, String name) throws SQLException {
        if (!sql.holds(tryLockStatement(purpose, name))) {
            return false;
        }
        if (sql.text(holderStatement(purpose, name)) != null) {
            unlock(purpose, name);
            return false;
        }
        return true;
    }

    public void unlock(Purpose purpose, String name) throws SQLException {
        sql.holds(unlockStatement(purpose, name));
    }

    /** @throws BackupException with {@link ErrorCode#TARGET_LOCKED} if another session holds the lock */
    public void lock(Purpose purpose, String name) throws SQLException {
        if (!tryLock(purpose, name)) {
            String holder = sql.text(holderStatement(purpose, name));
            throw new BackupException(
                    ErrorCode.TARGET_LOCKED,
                    "%s is locked by %s".formatted(name, holder == null ? "another restore" : holder));
        }
    }

    /**
     * Returns whether other sessions hold such locks in a database. They would lose them if their connections were terminated.
     */
    public boolean areHeldIn(String database) throws SQLException {
        return sql.holds(heldInStatement(database));
    }

    static String tryLockStatement(Purpose purpose, String name) {
        return TRY_LOCK.with("purpose", purpose.key)
                .with("name", name.hashCode())
                .sql();
    }

    static String unlockStatement(Purpose purpose, String name) {
        return UNLOCK.with("purpose", purpose.key).with("name", name.hashCode()).sql();
    }

    /** {@code pg_locks} shows the signed number of a lock as an unsigned one. */
    static String holderStatement(Purpose purpose, String name) {
        return HOLDER.with("purpose", purpose.key)
                .with("name", Integer.toUnsignedLong(name.hashCode()))
                .sql();
    }

    static String heldInStatement(String database) {
        return HELD_IN.with("temporary", Purpose.TEMPORARY_DATABASE.key)
                .with("replaced", Purpose.REPLACED_DATABASE.key)
                .with("database", Sql.literal(database))
                .sql();
    }
}
