package org.edms.backup.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** A database of one test's own, whose user may do everything. */
public record TestDatabase(PostgresAddress server, String name) {

    public DataSource dataSource() {
        return server.dataSource(name);
    }

    /** With user and password in it, as the command line takes it. */
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

    /** The variables that tell a service that this is the services' database. */
    public Map<String, String> asServiceDatabase() {
        return Map.of(
                "SERVICE_DB_URL", "jdbc:postgresql://%s:%d/%s".formatted(server.host(), server.port(), name),
                "SERVICE_DB_USER", server.user(),
                "SERVICE_DB_PASSWORD", server.password());
    }

    /** The variables that tell whoever reads them that this is the EDMS's database. */
    public Map<String, String> asEdms() {
        return Map.of(
                "DB_HOST", server.host(),
                "DB_PORT", String.valueOf(server.port()),
                "DB_NAME", name,
                "DB_USER", server.user(),
                "DB_PASSWORD", server.password());
    }
}
