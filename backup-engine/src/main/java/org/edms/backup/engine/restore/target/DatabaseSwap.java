package org.edms.backup.engine.restore.target;

import java.sql.Connection;
import java.sql.SQLException;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Renames the target and its replacement in one transaction, so a database with the target's name exists at all times. All
 * sessions connected to the target are terminated.
 */
final class DatabaseSwap {

    private static final int TRIES = 20;
    private static final String IN_USE = "55006";

    private static final SqlTemplate RENAME = SqlTemplate.of("ALTER DATABASE :from RENAME TO :to");

    private final ServerConnection server;
    private final Database target;

    DatabaseSwap(ServerConnection server, Database target) {
        this.server = server;
        this.target = target;
    }

    /**
     * If the connection is lost meanwhile, the outcome is unknown.
     *
     * @param keptAs the new name of the target
     * @param replacement the database that gets the name of the target
     */
    void run(String keptAs, String replacement) throws SQLException {
        if (server.locks().areHeldIn(target.name())) {
            throw new BackupException(
                    ErrorCode.TARGET_LOCKED, target + " cannot be replaced while other restores run on this server");
        }
        Connection connection = server.sql().connection();
        connection.setAutoCommit(false);
        try {
            renameTarget(keptAs);
            server.sql().execute(rename(replacement, target.name()));
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException | BackupException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /** The original failure is reported; a failure of the rollback is attached to it. */
    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** New sessions may connect between the termination of the others and the renaming. */
    private void renameTarget(String keptAs) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            server.sql()
                    .list(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
                                    + Sql.literal(target.name()),
                            row -> row.getBoolean(1));
            SQLException refused = server.sql().attempt(() -> server.sql().execute(rename(target.name(), keptAs)));
            if (refused == null) {
                return;
            }
            if (!IN_USE.equals(refused.getSQLState()) || attempt == TRIES) {
                throw nameUsers(refused);
            }
        }
    }

    private SQLException nameUsers(SQLException refused) throws SQLException {
        String users = server.sql()
                .text(
                        "SELECT string_agg(format('%s (process %s)', coalesce(usename, '?'), pid), ', ') FROM pg_stat_activity WHERE datname = "
                                + Sql.literal(target.name()));
        if (users == null) {
            return refused;
        }
        throw new BackupException(ErrorCode.TARGET_LOCKED, target + " is in use by " + users, refused);
    }

    static String rename(String from, String to) {
        return RENAME.with("from", Sql.quoted(from)).with("to", Sql.quoted(to)).sql();
    }
}
