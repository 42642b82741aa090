package org.edms.backup.engine.source;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads rows in PostgreSQL's COPY format. */
public final class RowReader {

    private final Connection connection;

    public RowReader(Connection connection) {
        this.connection = connection;
    }

    /** Receives the rows in order, each with its line break. */
    @FunctionalInterface
    public interface Sink {
        void row(byte[] line) throws IOException;
    }

    /** @return the number of rows that the server reported */
    public long read(String copyStatement, Sink sink) throws SQLException, IOException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copyStatement);
        try {
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                sink.row(line);
            }
            return copy.getHandledRowCount();
        } catch (IOException | RuntimeException e) {
            cancel(copy, e);
            throw e;
        }
    }

    /** Unread rows would block the server, and would be aborted when the connection is closed. */
    private static void cancel(CopyOut copy, Exception because) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
