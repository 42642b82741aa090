package org.edms.backup.demo;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.edms.backup.testing.DatabaseTemplate;

/** A small EDMS, generated once, with its files in {@link #ROOT}. */
final class GeneratedEdms implements DatabaseTemplate {

    static final Size SIZE = new Size(200, 1, 2048);
    static final Path ROOT = Path.of("target", "generated-edms");

    @Override
    public void fill(DataSource empty) throws SQLException {
        DemoEdms edms = new DemoEdms(empty, ROOT);
        edms.createSchema();
        edms.generate(SIZE);
    }
}
