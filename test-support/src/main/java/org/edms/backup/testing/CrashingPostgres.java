package org.edms.backup.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.PostgresBinaries;
import org.edms.backup.standalone.PostgresServer;

/** A separate PostgreSQL server for a test, which can crash and restart at the same address. */
public final class CrashingPostgres implements AutoCloseable {

    private final Path data;
    private final Map<String, String> settings;
    private final String password = UUID.randomUUID().toString();
    private final int port = FreePort.find();
    private PostgresServer server;
    private int databases;

    /** @param settings as in {@code postgresql.conf} */
    public CrashingPostgres(Path directory, Map<String, String> settings) {
        this.data = directory.resolve("data");
        this.settings = settings;
        start();
    }

    public void start() {
        String wanted = System.getProperty(PostgresUnderTest.PROPERTY, "auto");
        PostgresBinaries binaries = wanted.startsWith("/")
                ? new PostgresBinaries(Path.of(wanted))
                : PostgresBinaries.bundled(TestDirectories.shared());
        server = PostgresServer.start(binaries, data, port, password, settings);
    }

    /** Stops without a checkpoint and without notice to clients, like a power failure. Does nothing if it has stopped. */
    public void crash() {
        try {
            Path lockFile = data.resolve("postmaster.pid");
            if (Files.exists(lockFile)) {
                String pid = Files.readAllLines(lockFile).get(0).strip();
                new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop " + data, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }

    /** Whether it accepts connections. */
    public boolean answers() {
        try (Connection connection = address().dataSource("postgres").getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Creates an empty database. */
    public TestDatabase database() {
        String name = "test_" + ++databases;
        try (Connection connection = address().dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a database", e);
        }
        return new TestDatabase(address(), name);
    }

    private PostgresAddress address() {
        return new PostgresAddress("127.0.0.1", port, PostgresServer.SUPERUSER, password);
    }

    @Override
    public void close() {
        server.close();
    }
}
