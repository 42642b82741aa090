package org.edms.backup.engine.restore.compare;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.edms.backup.engine.restore.merge.PlannedTable;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.source.RowReader;

/** The rows of a database, in one snapshot. */
final class DatabaseSide implements Side {

    private final Connection connection;

    DatabaseSide(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void read(PlannedTable table, RowConsumer rows) throws IOException, SQLException {
        CopyRow row = new CopyRow(table, table.columns(), false);
        String copy = "COPY (SELECT %s FROM %s) TO STDOUT".formatted(Sql.quoted(table.columns()), table.scanTarget());
        new RowReader(connection).read(copy, line -> rows.row(row.set(line, 0, line.length)));
    }
}
