package org.edms.backup.engine.restore.target;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.DatabaseFailure;

/** A connection to another database on the server of the target. The target can be renamed while it is open. */
public final class ServerConnection implements Closeable {

    private static final int SECONDS_TO_ANSWER = 5;

    /** Disables the idle timeout: the connection holds the locks, and is idle while rows are loaded. */
    private static final String DISABLE_IDLE_TIMEOUT =
            "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'";

    private final Database server;
    private Connection connection;
    private Sql sql;

    private ServerConnection(Database server) throws SQLException {
        this.server = server;
        connect();
    }

    private void connect() throws SQLException {
        connection = server.connect(Map.of());
        sql = new Sql(connection);
        sql.list(DISABLE_IDLE_TIMEOUT, row -> row.getString(1));
    }

    /** @param target the target of a restore; it does not have to exist */
    static ServerConnection open(Database target) throws SQLException {
        return new ServerConnection(databaseBeside(target));
    }

    /** Returns another database on the same server, to connect to while the given one is renamed. */
    public static Database databaseBeside(Database target) {
        return target.named(target.name().equals("postgres") ? "template1" : "postgres");
    }

    public Sql sql() {
        return sql;
    }

    ClusterLock locks() {
        return new ClusterLock(sql);
    }

    public boolean exists(String database) throws SQLException {
        return sql.holds("SELECT EXISTS (SELECT FROM pg_database WHERE datname = " + Sql.literal(database) + ")");
    }

    /** Connects again if the connection is lost. The locks of the lost connection are released. */
    boolean reconnectIfLost() throws SQLException {
        if (connection.isValid(SECONDS_TO_ANSWER)) {
            return false;
        }
        connection.close();
        connect();
        return true;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DatabaseFailure.of(e, server.toString());
        }
    }
}
