package org.edms.backup.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes and drops databases on the server of this test process. */
final class TestDatabases implements AutoCloseable {

    private final PostgresUnderTest server = PostgresUnderTest.start();

    /** On a server that outlives this process, names of two processes must not meet. */
    private final String prefix = "test_" + ProcessHandle.current().pid() + "_";

    private final AtomicInteger count = new AtomicInteger();
    private final Map<Class<? extends DatabaseTemplate>, TestDatabase> templates = new ConcurrentHashMap<>();

    TestDatabase createEmpty() {
        return create("template0");
    }

    TestDatabase createFrom(Class<? extends DatabaseTemplate> template) {
        return create(templates.computeIfAbsent(template, this::fill).name());
    }

    /** Also where the test has left a connection open. */
    void drop(TestDatabase database) {
        administer("DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
    }

    @Override
    public void close() {
        templates.values().forEach(this::drop);
        server.close();
    }

    private TestDatabase create(String template) {
        String name = prefix + count.incrementAndGet();
        administer("CREATE DATABASE " + name + " TEMPLATE " + template);
        return new TestDatabase(server.address(), name);
    }

    private TestDatabase fill(Class<? extends DatabaseTemplate> template) {
        TestDatabase database = createEmpty();
        try {
            template.getDeclaredConstructor().newInstance().fill(database.dataSource());
            return database;
        } catch (ReflectiveOperationException | SQLException e) {
            throw new IllegalStateException("Cannot fill the template " + template.getName(), e);
        }
    }

    private void administer(String sql) {
        try (Connection connection = server.address().dataSource("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
