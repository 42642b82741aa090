package org.edms.backup.foundation.database;

import java.nio.file.Path;
import java.util.Map;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.PostgresBinaries;
import org.edms.backup.standalone.PostgresServer;
import org.jdbi.v3.core.Jdbi;

/** A server of one test's own, which it may stop. */
public final class StoppablePostgres implements AutoCloseable {

    private static final String PASSWORD = "secret";

    private final Path data;
    private final int port = FreePort.find();
    private PostgresServer server;

    public StoppablePostgres(Path directory) {
        data = directory.resolve("data");
        start();
    }

    public void start() {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "edms-backup");
        server = PostgresServer.start(PostgresBinaries.bundled(cache), data, port, PASSWORD, Map.of("fsync", "off"));
    }

    public void stop() {
        server.close();
    }

    public Jdbi jdbi() {
        return Jdbi.create(server.jdbcUrl("postgres"), PostgresServer.SUPERUSER, PASSWORD);
    }

    @Override
    public void close() {
        stop();
    }
}
