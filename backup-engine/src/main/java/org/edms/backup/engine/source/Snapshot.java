package org.edms.backup.engine.source;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * A snapshot of a database, shared by several connections. It changes nothing, and keeps tables from being dropped or altered
 * until it is closed.
 */
public final class Snapshot implements Closeable {

    private static final int OLDEST_VERSION = 12;
    private static final String LOCK_TIMEOUT = "60s";

    /** Settings that format values identically in every package, and disable timeouts. */
    private static final Map<String, String> SETTINGS = settings();

    private static final String UNREADABLE = """
            SELECT string_agg(format('%I.%I', n.nspname, c.relname), ', ' ORDER BY n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ANY (:tables) AND (NOT has_schema_privilege(n.oid, 'USAGE')
                                             OR NOT has_table_privilege(c.oid, 'SELECT'))
            """;

    private static final String HIDDEN = """
            SELECT string_agg(c.oid::regclass::text, ', ' ORDER BY c.relname)
            FROM pg_class c WHERE c.oid = ANY (:tables) AND row_security_active(c.oid)
            """;

    private final Database database;
    private final Connection leader;
    private final List<Connection> connections = new ArrayList<>();
    private final String id;
    private final String position;

    private Snapshot(Database database, Connection leader) throws SQLException {
        this.database = database;
        this.leader = leader;
        connections.add(leader);
        begin(leader);
        this.id = scalar("SELECT pg_export_snapshot()");
        this.position = scalar(
                "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END");
    }

    /** Nothing has been read yet, so if another database replaces this one at the same time, the new one is opened. */
    public static Snapshot open(Database database) {
        long start = System.nanoTime();
        while (true) {
            try {
                return openOnce(database);
            } catch (SQLException e) {
                boolean again = System.nanoTime() - start < Database.WAIT_FOR_REPLACED.toNanos();
                if (!again || !DatabaseFailure.wasReplaced(e)) {
                    throw DatabaseFailure.of(e, database.toString());
                }
            }
        }
    }

    private static Snapshot openOnce(Database database) throws SQLException {
        Connection leader = database.connect(SETTINGS);
        try {
            int major = leader.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_VERSION) {
                throw new BackupException(ErrorCode.SERVER_VERSION_UNSUPPORTED, "PostgreSQL " + major);
            }
            return new Snapshot(database, leader);
        } catch (SQLException | BackupException e) {
            ConnectionCloser.close(List.of(leader));
            throw e;
        }
    }

    /** Returns the first connection. Only one thread may use it at a time. */
    public Connection leader() {
        return leader;
    }

    public CatalogQuery catalog(List<String> schemas) throws SQLException {
        return new CatalogQuery(leader, schemas);
    }

    /** Returns the position of the snapshot in the write-ahead log. */
    public String position() {
        return position;
    }

    public Database database() {
        return database;
    }

    /**
     * Opens further connections to the same snapshot, and locks the tables in all of them with the lock that {@code SELECT}
     * takes. A connection that requested the lock later could deadlock with a session that waits for the leader.
     *
     * @return the requested number of connections, including the leader
     */
    public List<Connection> connections(int wanted, List<Table> tables) throws SQLException {
        refuseWhatCannotBeRead(tables);
        lock(leader, tables, "");
        while (connections.size() < wanted) {
            Connection connection = database.connect(SETTINGS);
            connections.add(connection);
            begin(connection);
            execute(connection, "SET TRANSACTION SNAPSHOT '" + id + "'");
            lock(connection, tables, " NOWAIT");
        }
        return List.copyOf(connections);
    }

    private void refuseWhatCannotBeRead(List<Table> tables) throws SQLException {
        String ids =
                tables.stream().map(table -> Long.toString(table.here().id())).collect(Collectors.joining(","));
        String list = "'{" + ids + "}'::oid[]";
        String unreadable = scalar(UNREADABLE.replace(":tables", list));
        if (unreadable != null) {
            throw new BackupException(ErrorCode.READ_DENIED, unreadable);
        }
        String hidden = scalar(HIDDEN.replace(":tables", list));
        if (hidden != null) {
            throw new BackupException(
                    ErrorCode.READ_DENIED, "row-level security hides rows of " + hidden + " from this user");
        }
    }

    private static void lock(Connection connection, List<Table> tables, String wait) throws SQLException {
        String names = tables.stream().map(Table::quotedName).collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            execute(connection, "LOCK TABLE " + names + " IN ACCESS SHARE MODE" + wait);
        }
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String scalar(String sql) throws SQLException {
        try (Statement statement = leader.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(Database.PLAIN_VALUES);
        settings.put("lock_timeout", LOCK_TIMEOUT);
        return settings;
    }

    /** Ends the connections after everything was read, so that the server logs no error. */
    public void finish() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    /** May be called while other threads read: the server then ends their statements. */
    @Override
    public void close() {
        ConnectionCloser.close(connections);
        connections.clear();
    }
}
