package org.edms.backup.standalone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The databases of an embedded server. Their names are constants and need no quotes. */
record Databases(PostgresServer server, String password) {

    void createIfMissing(String name) {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                if (!found.next()) {
                    execute(connection, "CREATE DATABASE " + name);
                }
            }
        } catch (SQLException e) {
            throw new ServerStartException("Cannot create the database " + name + ": " + e.getMessage(), e);
        }
    }

    void drop(String name) {
        try (Connection connection = connect()) {
            execute(connection, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new ServerStartException("Cannot drop the database " + name + ": " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), PostgresServer.SUPERUSER, password);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
