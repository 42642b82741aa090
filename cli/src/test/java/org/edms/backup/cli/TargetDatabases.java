package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.testing.TestDatabase;

/** Queries the target of a restore, and drops the databases kept for undo. */
public final class TargetDatabases {

    private TargetDatabases() {}

    public static long number(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    public static void dropKept(TestDatabase target) throws SQLException {
        List<String> kept = new ArrayList<>();
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT datname FROM pg_database WHERE datname LIKE '" + target.name() + "_before_%'")) {
            while (result.next()) {
                kept.add(result.getString(1));
            }
        }
        for (String each : kept) {
            target.execute("DROP DATABASE " + each);
        }
    }

    /** The command that a restore prints to undo it, which never contains a password, with the URL of the test in it. */
    public static String[] withPassword(String command, TestDatabase database) {
        String unquoted = command.replace("'", "");
        assertThat(unquoted).contains(" --db postgresql://").doesNotContain("password=");
        return unquoted.replaceFirst("--db \\S+", "--db " + database.url()).split(" ");
    }
}
