package org.edms.backup.engine.restore.compare;

import java.io.IOException;
import java.sql.SQLException;
import org.edms.backup.engine.restore.merge.PlannedTable;

/** One of the two systems that are compared. */
interface Side {

    /** Receives each row of a table; the row is valid until the next one. */
    @FunctionalInterface
    interface RowConsumer {
        void row(CopyRow row) throws IOException;
    }

    /** Reads all rows of a table, in any order, as often as needed. */
    void read(PlannedTable table, RowConsumer rows) throws IOException, SQLException;
}
