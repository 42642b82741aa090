package org.edms.backup.testing;

import java.sql.SQLException;
import javax.sql.DataSource;

/** What the databases of many tests have in common. Has a constructor without parameters, which need not be public. */
public interface DatabaseTemplate {

    void fill(DataSource empty) throws SQLException;
}
