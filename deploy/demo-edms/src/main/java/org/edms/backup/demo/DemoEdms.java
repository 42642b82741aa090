package org.edms.backup.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A document management system with realistic data, to back up, re-initialise and restore into.
 *
 * @param database an empty database, or one with a demonstration EDMS
 * @param root the directory that file paths in the rows are relative to
 */
public record DemoEdms(DataSource database, Path root) {

    private static final String HISTORY = "flyway";

    /** Creates the tables, or migrates them to the current version. */
    public void createSchema() {
        Flyway.configure()
                .dataSource(database)
                .defaultSchema(HISTORY)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    /** Fills the tables and writes the files that the rows name. */
    public void generate(Size size) throws SQLException {
        new Generator(database, root, size).run();
    }

    /** The number of rows of each table, in alphabetical order. */
    public Map<String, Long> rowCounts() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return RowCounts.of(connection);
        }
    }

    /** Deletes business data and all users but one administrator, and gives the remaining rows new ids and UUIDs. */
    public void reinitialise() throws SQLException {
        new Reinitialiser(database, root).run();
    }
}
