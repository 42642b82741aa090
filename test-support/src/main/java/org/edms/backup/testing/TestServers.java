package org.edms.backup.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.KafkaServer;
import org.edms.backup.standalone.PostgresBinaries;
import org.edms.backup.standalone.PostgresServer;

/** Separate servers for a test, which it can stop and restart; they keep their data and addresses. */
public final class TestServers implements AutoCloseable {

    private static final String AUTO = "auto";

    private static final Map<String, String> FAST = Map.of("fsync", "off", "max_connections", "200");

    private final String password = UUID.randomUUID().toString();
    private final int postgresPort = FreePort.find();
    private final int kafkaPort = FreePort.find();
    private final List<Path> directories = new ArrayList<>();
    private final Path postgresData = directory("postgres").resolve("data");
    private final Path kafkaData = directory("kafka").resolve("data");
    private PostgresServer postgres;
    private KafkaServer kafka;
    private int databases;

    public TestServers() {
        startPostgres();
        startKafka();
    }

    public void startPostgres() {
        String wanted = System.getProperty(PostgresUnderTest.PROPERTY, AUTO);
        PostgresBinaries binaries = wanted.startsWith("/")
                ? new PostgresBinaries(Path.of(wanted))
                : PostgresBinaries.bundled(TestDirectories.shared());
        postgres = PostgresServer.start(binaries, postgresData, postgresPort, password, FAST);
    }

    public void stopPostgres() {
        postgres.close();
    }

    public void startKafka() {
        kafka = KafkaServer.start(kafkaData, kafkaPort);
    }

    public void stopKafka() {
        kafka.close();
    }

    /** Creates an empty database. */
    public TestDatabase database() {
        PostgresAddress address = new PostgresAddress("127.0.0.1", postgresPort, PostgresServer.SUPERUSER, password);
        String name = "test_" + ++databases;
        try (Connection connection = address.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a database", e);
        }
        return new TestDatabase(address, name);
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Creates a directory, which is deleted with the servers. */
    public Path directory(String purpose) {
        Path directory = TestDirectories.create(purpose);
        directories.add(directory);
        return directory;
    }

    @Override
    public void close() {
        kafka.close();
        postgres.close();
        directories.forEach(TestDirectories::delete);
    }
}
