package org.edms.backup.engine.backup;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.edms.backup.demo.DemoEdms;
import org.edms.backup.demo.Size;
import org.edms.backup.testing.DatabaseTemplate;

/** A demonstration EDMS with two hundred documents, generated once. Its files are in {@link #ROOT}. */
public final class SmallEdms implements DatabaseTemplate {

    public static final Path ROOT = Path.of("target", "small-edms");

    @Override
    public void fill(DataSource empty) throws SQLException {
        DemoEdms edms = new DemoEdms(empty, ROOT);
        edms.createSchema();
        edms.generate(new Size(200, 1, 2048));
    }
}
