package org.edms.backup.testing;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Content that the databases of many tests share. Needs a constructor without parameters, which need not be public. */
public interface DatabaseTemplate {

    void fill(DataSource empty) throws SQLException;
}
