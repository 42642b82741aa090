package org.edms.backup.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** A separate database for a test, with a superuser. */
public record TestDatabase(PostgresAddress server, String name) {

    public DataSource dataSource() {
        return server.dataSource(name);
    }

    /** The URL with user and password, for the command line. */
    public String url() {
        return server.jdbcUrl(name);
    }

    public Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The environment variables that make this the services' database. */
    public Map<String, String> asServiceDatabase() {
        return Map.of(
                "SERVICE_DB_URL", "jdbc:postgresql://%s:%d/%s".formatted(server.host(), server.port(), name),
                "SERVICE_DB_USER", server.user(),
                "SERVICE_DB_PASSWORD", server.password());
    }

    /** The environment variables that make this the EDMS database. */
    public Map<String, String> asEdms() {
        return Map.of(
                "DB_HOST", server.host(),
                "DB_PORT", String.valueOf(server.port()),
                "DB_NAME", name,
                "DB_USER", server.user(),
                "DB_PASSWORD", server.password());
    }
}
