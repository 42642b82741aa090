package org.edms.backup.engine.restore.target;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The target database, locked for one restore: a second restore is refused as long as this one is open. The connection is
 * always in a transaction.
 */
public final class Target implements Closeable {

    /** All versions of this software share this lock key, so it must not change. */
    private static final String LOCK = "hashtextextended('edms-backup restore', 0)";

    private static final SqlTemplate HOLDER = SqlTemplate.of("""
            SELECT format('process %s%s', l.pid, coalesce(format(' (%s, %s, since %s)', a.usename,
                   coalesce(nullif(a.application_name, ''), 'unnamed'), to_char(a.xact_start, 'HH24:MI:SS')), ''))
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.granted AND l.pid <> pg_backend_pid() AND l.database = (
                SELECT oid FROM pg_database WHERE datname = current_database()) AND :lock
            LIMIT 1
            """);

    private static final SqlTemplate RESTORE_LOCK = SqlTemplate.of("""
            l.locktype = 'advisory' AND l.objsubid = 1
            AND l.classid::bigint = (:key >> 32) & 4294967295 AND l.objid::bigint = :key & 4294967295
            """);

    private static final SqlTemplate WRITE_LOCK =
            SqlTemplate.of("l.relation = :table::regclass AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')");

    private static final int SECONDS_TO_ANSWER = 5;

    private final Database database;
    private final Connection connection;
    private final Sql sql;

    private Target(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
        this.sql = new Sql(connection);
    }

    public static Target open(Database database) {
        Connection connection = WriteConnection.open(database);
        Target target = new Target(database, connection);
        try {
            target.prepare();
            return target;
        } catch (SQLException e) {
            target.close();
            throw TargetFailure.of(e, database.toString());
        } catch (BackupException e) {
            target.close();
            throw e;
        }
    }

    private void prepare() throws SQLException {
        sql.execute("SET synchronous_commit = on");
        connection.setAutoCommit(false);
        if (sql.holds("SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean")) {
            throw new BackupException(ErrorCode.WRITE_DENIED, database + " is read-only");
        }
        if (!sql.holds("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            String holder = sql.text(holderOfRestoreLock());
            throw new BackupException(ErrorCode.TARGET_LOCKED, holder == null ? "another restore" : holder);
        }
        connection.commit();
    }

    public Database database() {
        return database;
    }

    public Connection connection() {
        return connection;
    }

    public Sql sql() {
        return sql;
    }

    /** Returns the tables of all schemas except system schemas. */
    public List<Table> tables() throws SQLException {
        return TableCatalog.read(new CatalogQuery(connection, List.of()));
    }

    /** Returns whether the database contains any row that a restore could change. */
    public boolean containsData() throws SQLException {
        for (Table table : tables()) {
            if (table.holdsRows() && sql.holds("SELECT EXISTS (SELECT FROM ONLY " + table.quotedName() + ")")) {
                return true;
            }
        }
        return false;
    }

    /** Blocks writes by other sessions to tables until the end of the transaction. Reads are not blocked. */
    public void lock(List<Table> tables) throws SQLException {
        for (Table table : tables) {
            SQLException refused =
                    sql.attempt(() -> sql.execute("LOCK TABLE " + table.quotedName() + " IN SHARE ROW EXCLUSIVE MODE"));
            if (refused != null && "55P03".equals(refused.getSQLState())) {
                String holder = sql.text(holderOfWriteLock(table));
                throw new BackupException(
                        ErrorCode.TARGET_LOCKED,
                        "%s is locked by %s"
                                .formatted(table.qualifiedName(), holder == null ? "another session" : holder));
            }
            if (refused != null) {
                throw refused;
            }
        }
    }

    static String holderOfRestoreLock() {
        return HOLDER.with("lock", RESTORE_LOCK.with("key", LOCK).sql()).sql();
    }

    static String holderOfWriteLock(Table table) {
        return HOLDER.with(
                        "lock",
                        WRITE_LOCK
                                .with("table", Sql.literal(table.quotedName()))
                                .sql())
                .sql();
    }

    /** Releases the lock explicitly, so that the next restore does not wait until the server notices the closed connection. */
    private void unlock() throws SQLException {
        if (!connection.getAutoCommit() && connection.isValid(SECONDS_TO_ANSWER)) {
            connection.rollback();
            sql.execute("SELECT pg_advisory_unlock_all()");
        }
    }

    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                unlock();
            }
            connection.close();
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, database.toString());
        }
    }
}
