package org.edms.backup.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A document management system with lifelike data, to back up, to re-initialise and to restore into.
 *
 * @param database holds nothing, or what a demonstration EDMS has put there
 * @param root of the application: file paths in the rows are relative to it
 */
public record DemoEdms(DataSource database, Path root) {

    private static final String HISTORY = "flyway";

    /** Makes the tables, or brings them up to date. */
    public void createSchema() {
        Flyway.configure()
                .dataSource(database)
                .defaultSchema(HISTORY)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    /** Fills the tables, and writes the files that the rows name. */
    public void generate(Size size) throws SQLException {
        new Generator(database, root, size).run();
    }

    /** Rows of each table, in alphabetical order. */
    public Map<String, Long> rowCounts() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return RowCounts.of(connection);
        }
    }

    /** Business data gone, the base under other ids and UUIDs, one administrator left. */
    public void reinitialise() throws SQLException {
        new Reinitialiser(database, root).run();
    }
}
