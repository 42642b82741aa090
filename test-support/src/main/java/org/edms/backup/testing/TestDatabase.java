package org.edms.backup.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
}
