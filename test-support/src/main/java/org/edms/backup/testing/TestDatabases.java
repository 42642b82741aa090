package org.edms.backup.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates and drops databases on the server of this test process. */
final class TestDatabases implements AutoCloseable {

    private static final int FIRST_VERSION_THAT_FORCES = 13;
    private static final int FIRST_VERSION_WITH_STRATEGIES = 15;

    private final PostgresUnderTest server;
    private final Connection administrator;

    /** Avoids name clashes between processes that use the same server. */
    private final String prefix = "test_" + ProcessHandle.current().pid() + "_";

    private final AtomicInteger count = new AtomicInteger();
    private final Map<Class<? extends DatabaseTemplate>, TestDatabase> templates = new ConcurrentHashMap<>();

    TestDatabases(PostgresUnderTest server) {
        this.server = server;
        this.administrator = connect(server.address());
    }

    TestDatabase createEmpty() {
        return create("template0");
    }

    TestDatabase createFrom(Class<? extends DatabaseTemplate> template) {
        return create(templates.computeIfAbsent(template, this::fill).name());
    }

    /** Drops the database even if the test has left a connection open. */
    void drop(TestDatabase database) {
        if (majorVersion() >= FIRST_VERSION_THAT_FORCES) {
            administer("DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
            return;
        }
        administer("SELECT pg_terminate_backend(pid), pg_sleep(0.1) FROM pg_stat_activity WHERE datname = '"
                + database.name() + "'");
        administer("DROP DATABASE IF EXISTS " + database.name());
    }

    @Override
    public void close() {
        templates.values().forEach(this::drop);
        disconnect(administrator);
        server.close();
    }

    private TestDatabase create(String template) {
        String name = prefix + count.incrementAndGet();
        administer("CREATE DATABASE " + name + " TEMPLATE " + template + strategy());
        return new TestDatabase(server.address(), name);
    }

    private TestDatabase fill(Class<? extends DatabaseTemplate> template) {
        TestDatabase database = createEmpty();
        try {
            var constructor = template.getDeclaredConstructor();
            constructor.setAccessible(true);
            constructor.newInstance().fill(database.dataSource());
            return database;
        } catch (ReflectiveOperationException | SQLException e) {
            throw new IllegalStateException("Cannot fill the template " + template.getName(), e);
        }
    }

    /** Copying files creates and drops a database in a few milliseconds; the default takes ten times as long. */
    private String strategy() {
        return majorVersion() >= FIRST_VERSION_WITH_STRATEGIES ? " STRATEGY FILE_COPY" : "";
    }

    private int majorVersion() {
        try {
            return administrator.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot tell the server's version", e);
        }
    }

    private synchronized void administer(String sql) {
        try (Statement statement = administrator.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static Connection connect(PostgresAddress server) {
        try {
            return server.dataSource("postgres").getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to " + server.host() + ":" + server.port(), e);
        }
    }

    private static void disconnect(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot disconnect", e);
        }
    }
}
