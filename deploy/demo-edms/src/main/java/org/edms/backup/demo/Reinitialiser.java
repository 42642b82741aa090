package org.edms.backup.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;

/**
 * Re-initialises an EDMS as the application does: deletes business data and all users but one administrator, and gives the
 * remaining rows new ids and UUIDs.
 *
 * <p>The new ids are the old ones in reverse order with an offset, so most are the old id of <em>another</em> row. A restore that
 * reuses an old id finds a row, but the wrong one.
 */
final class Reinitialiser {

    /** The tables that a re-initialisation keeps. All others are business data, including tables of later versions. */
    private static final Set<String> BASE = Set.of(
            "auth_group",
            "auth_group_permissions",
            "auth_permission",
            "audit_configurations",
            "backup_configurations",
            "django_celery_beat_clockedschedule",
            "django_celery_beat_crontabschedule",
            "django_celery_beat_intervalschedule",
            "django_celery_beat_periodictask",
            "django_celery_beat_periodictasks",
            "django_celery_beat_solarschedule",
            "django_content_type",
            "document_sources",
            "document_templates",
            "document_types",
            "feature_toggles",
            "notification_templates",
            "placeholder_definitions",
            "roles",
            "scheduled_tasks",
            "security_pdfsigningcertificate",
            "system_configurations",
            "template_placeholders",
            "ui_customizations",
            "users",
            "workflow_document_states",
            "workflow_rules",
            "workflow_templates",
            "workflow_templates_document_types",
            "workflow_types");

    private final DataSource database;
    private final Path root;

    Reinitialiser(DataSource database, Path root) {
        this.database = database;
        this.root = root;
    }

    /** Files are deleted last: an earlier crash changes nothing, a later one leaves files that no row names. */
    void run() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            deleteBusinessData(connection);
            keepOneAdministrator(connection);
            assignNewIds(connection);
            assignNewUuids(connection);
            new Script("12-sequences").run(connection, Map.of());
            connection.commit();
        }
        deleteFiles();
    }

    private static void deleteBusinessData(Connection connection) throws SQLException {
        List<String> business = column(connection, """
                SELECT relname FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                ORDER BY relname
                """);
        if (!business.containsAll(BASE)) {
            throw new DemoEdmsException("The database contains no demonstration EDMS", null);
        }
        business.removeAll(BASE);
        execute(connection, "TRUNCATE " + String.join(", ", business));
    }

    private static void keepOneAdministrator(Connection connection) throws SQLException {
        String administrator = "(SELECT id FROM users WHERE username = 'admin')";
        for (ForeignKey key : foreignKeysTo(connection, "users")) {
            execute(
                    connection,
                    "UPDATE %s SET %s = %s WHERE %2$s IS NOT NULL".formatted(key.table(), key.column(), administrator));
        }
        execute(connection, "DELETE FROM users WHERE username <> 'admin'");
        execute(connection, """
                UPDATE users SET password = '!made anew', manager_id = NULL, created_by_id = NULL,
                    last_login = NULL, metadata = '{}'
                """);
    }

    /** Uses negative numbers in between, so that no two rows have the same id at any time. */
    private static void assignNewIds(Connection connection) throws SQLException {
        for (String table : tablesWithSequence(connection)) {
            long turn = sumOfIds(connection, table);
            List<ForeignKey> places = new ArrayList<>(foreignKeysTo(connection, table));
            places.add(new ForeignKey(table, "id"));
            for (ForeignKey place : places) {
                execute(connection, "UPDATE %s SET %s = %2$s - %d".formatted(place.table(), place.column(), turn));
            }
            for (ForeignKey place : places) {
                execute(connection, "UPDATE %s SET %s = -%2$s".formatted(place.table(), place.column()));
            }
        }
    }

    /** The sum of an old and its new id. It is odd, so that no id stays the same. */
    private static long sumOfIds(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT min(id) + max(id) FROM " + table)) {
            row.next();
            long sum = row.getLong(1);
            return sum % 2 == 0 ? sum + 3 : sum + 2;
        }
    }

    private static void assignNewUuids(Connection connection) throws SQLException {
        List<String> tables = column(connection, """
                SELECT attrelid::regclass::text FROM pg_attribute
                JOIN pg_class ON pg_class.oid = attrelid
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attname = 'uuid'
                """);
        for (String table : tables) {
            execute(connection, "UPDATE " + table + " SET uuid = md5('made anew' || uuid)::uuid");
        }
    }

    private static List<String> tablesWithSequence(Connection connection) throws SQLException {
        List<String> tables = column(connection, """
                SELECT attrelid::regclass::text FROM pg_attribute
                JOIN pg_class ON pg_class.oid = attrelid
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attname = 'id'
                ORDER BY 1
                """);
        tables.retainAll(BASE);
        return tables;
    }

    private record ForeignKey(String table, String column) {}

    private static List<ForeignKey> foreignKeysTo(Connection connection, String table) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        String sql = """
                SELECT conrelid::regclass::text, attname
                FROM pg_constraint
                JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
                WHERE contype = 'f' AND confrelid = '%s'::regclass
                ORDER BY 1, 2
                """.formatted(table);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                keys.add(new ForeignKey(rows.getString(1), rows.getString(2)));
            }
        }
        return keys;
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void deleteFiles() {
        Path storage = root.resolve("storage");
        try {
            if (Files.isDirectory(storage)) {
                FileUtils.cleanDirectory(storage.toFile());
            }
        } catch (IOException e) {
            throw new DemoEdmsException("Cannot delete " + storage + ": " + e.getMessage(), e);
        }
    }
}
