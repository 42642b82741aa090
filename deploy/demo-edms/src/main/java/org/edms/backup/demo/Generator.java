package org.edms.backup.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/**
 * Fills an EDMS that has a schema and no rows.
 *
 * <p>One connection generates documents and the rows that depend on their files; another one generates all rows that depend only
 * on the number of documents. If the user may disable foreign key checks, both run in parallel. Otherwise the second runs after
 * the first has committed, so that its checks find the first one's rows.
 */
final class Generator {

    private static final List<String> BASE = List.of("01-platform", "02-users");
    private static final List<String> ON_FILES = List.of("04-documents", "05-placeholders", "07-security");
    private static final List<String> BESIDE_FILES =
            List.of("06-workflows", "08-audit", "09-backup", "10-settings", "11-scheduler");

    private final DataSource database;
    private final DocumentFiles files;
    private final Size size;
    private final boolean mayIgnoreForeignKeys;

    Generator(DataSource database, Path root, Size size) throws SQLException {
        this.database = database;
        this.files = new DocumentFiles(root, size);
        this.size = size;
        this.mayIgnoreForeignKeys = query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
    }

    /** Generates everything or nothing: a failure leaves the EDMS without rows. */
    void run() throws SQLException {
        refuseUnlessEmpty();
        try {
            fill();
        } catch (DemoEdmsException failure) {
            deleteRows(failure);
            throw failure;
        }
        execute("ANALYZE");
    }

    private void fill() {
        inTransaction(connection -> runAll(connection, BASE));
        if (mayIgnoreForeignKeys) {
            CompletableFuture<Void> beside = CompletableFuture.runAsync(this::generateBesideFiles);
            try {
                generateOnFiles();
            } finally {
                join(beside);
            }
        } else {
            generateOnFiles();
            generateBesideFiles();
        }
        inTransaction(connection -> runAll(connection, List.of("12-sequences")));
    }

    private void deleteRows(DemoEdmsException failure) {
        try {
            execute("""
                    DO $$
                    BEGIN
                        EXECUTE (
                            SELECT 'TRUNCATE ' || string_agg(oid::regclass::text, ', ') FROM pg_class
                            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                        );
                    END
                    $$
                    """);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void generateOnFiles() {
        inTransaction(connection -> {
            runAll(connection, List.of("03-files"));
            files.write(connection);
            runAll(connection, ON_FILES);
        });
    }

    private void generateBesideFiles() {
        inTransaction(connection -> runAll(connection, BESIDE_FILES));
    }

    private void runAll(Connection connection, List<String> scripts) throws SQLException {
        for (String script : scripts) {
            new Script(script).run(connection, size.parameters());
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (mayIgnoreForeignKeys) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET LOCAL session_replication_role = replica");
                }
            }
            new Script("00-vocabulary").run(connection, size.parameters());
            work.on(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new DemoEdmsException("Cannot generate: " + e.getMessage(), e);
        }
    }

    private void refuseUnlessEmpty() throws SQLException {
        if (query("SELECT EXISTS (SELECT FROM public.users)")) {
            throw new DemoEdmsException("The EDMS is not empty: use a new database", null);
        }
    }

    private boolean query(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void join(CompletableFuture<Void> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DemoEdmsException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
