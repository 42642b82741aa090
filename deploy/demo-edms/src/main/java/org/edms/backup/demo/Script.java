package org.edms.backup.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A file of SQL statements with numeric parameters of the form <code>${name}</code>. */
record Script(String name) {

    void run(Connection connection, Map<String, Long> parameters) throws SQLException {
        String sql = text();
        for (Map.Entry<String, Long> parameter : parameters.entrySet()) {
            sql = sql.replace(
                    "${" + parameter.getKey() + "}", parameter.getValue().toString());
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text() {
        try (InputStream script = Script.class.getResourceAsStream("/generate/" + name + ".sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the script " + name, e);
        }
    }
}
