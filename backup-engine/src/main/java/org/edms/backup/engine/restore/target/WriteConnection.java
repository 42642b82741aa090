package org.edms.backup.engine.restore.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * Opens the connections that write to a target. They commit asynchronously: if the server crashes and loses rows, the restore
 * detects it when it uses the rows.
 */
public final class WriteConnection {

    private static final Map<String, String> SETTINGS = settings();

    private WriteConnection() {}

    public static Connection open(Database database) {
        return database.connect(SETTINGS);
    }

    /** Opens the requested number of connections, or as many as the server accepts, but at least one. */
    public static List<Connection> openUpTo(int count, Database database) {
        List<Connection> connections = new ArrayList<>();
        connections.add(open(database));
        while (connections.size() < count) {
            try {
                connections.add(open(database));
            } catch (BackupException e) {
                if (e.code() == ErrorCode.TOO_FEW_CONNECTIONS) {
                    return connections;
                }
                closeAll(connections, e);
                throw e;
            }
        }
        return connections;
    }

    private static void closeAll(List<Connection> connections, BackupException cause) {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(Database.PLAIN_VALUES);
        settings.put("lock_timeout", "10s");
        settings.put("check_function_bodies", "off");
        settings.put("xmloption", "content");
        settings.put("standard_conforming_strings", "on");
        settings.put("client_min_messages", "warning");
        settings.put("synchronous_commit", "off");
        settings.put("maintenance_work_mem", "256MB");
        return settings;
    }
}
