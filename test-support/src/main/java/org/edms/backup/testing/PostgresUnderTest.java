package org.edms.backup.testing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.PostgresBinaries;
import org.edms.backup.standalone.PostgresServer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server of this test process. The property {@value #PROPERTY} selects it: a JDBC URL, a directory of PostgreSQL
 * binaries, {@code container}, or {@code auto}: a container if a Docker engine answers, otherwise the bundled binaries.
 */
record PostgresUnderTest(PostgresAddress address, String kind, Runnable stop) implements AutoCloseable {

    static final String PROPERTY = "edms.test.postgres";

    /** As in docker-compose.yml. */
    static final String IMAGE = "postgres:18.6";

    private static final Logger LOG = System.getLogger(PostgresUnderTest.class.getName());

    /** Tests need no durability. */
    private static final Map<String, String> NOT_DURABLE = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "200");

    static PostgresUnderTest start() {
        PostgresUnderTest chosen = choose(System.getProperty(PROPERTY, "auto"));
        LOG.log(
                Level.INFO,
                "PostgreSQL for tests: {0} at {1}:{2}",
                chosen.kind,
                chosen.address.host(),
                Integer.toString(chosen.address.port()));
        return chosen;
    }

    private static PostgresUnderTest choose(String wanted) {
        if (wanted.startsWith("jdbc:")) {
            return new PostgresUnderTest(PostgresAddress.parse(wanted), "given", () -> {});
        }
        if (wanted.equals("container")) {
            return container();
        }
        if (!wanted.equals("auto")) {
            return local(new PostgresBinaries(Path.of(wanted)), "installed in " + wanted);
        }
        if (Docker.answers()) {
            return container();
        }
        return local(PostgresBinaries.bundled(TestDirectories.shared()), "bundled");
    }

    static PostgresUnderTest local(PostgresBinaries binaries, String kind) {
        Path directory = TestDirectories.create("postgres");
        String password = UUID.randomUUID().toString();
        PostgresServer server =
                PostgresServer.start(binaries, directory.resolve("data"), FreePort.find(), password, NOT_DURABLE);
        PostgresAddress address = new PostgresAddress("127.0.0.1", server.port(), PostgresServer.SUPERUSER, password);
        return new PostgresUnderTest(address, kind, () -> {
            server.close();
            TestDirectories.delete(directory);
        });
    }

    private static PostgresUnderTest container() {
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
        container.withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        container.start();
        PostgresAddress address = new PostgresAddress(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
        return new PostgresUnderTest(address, "container", container::stop);
    }

    @Override
    public void close() {
        stop.run();
    }
}
