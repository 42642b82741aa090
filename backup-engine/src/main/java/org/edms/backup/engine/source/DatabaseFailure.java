package org.edms.backup.engine.source;

import java.sql.SQLException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Maps a PostgreSQL error to an error code. */
public final class DatabaseFailure {

    /** The SQLSTATE of a cancelled statement. */
    static final String CANCELLED = "57014";

    private static final String NO_CONNECTION_LEFT = "53300";
    private static final String MISSING = "3D000";
    private static final String CONNECTION_LOST = "08006";
    private static final String TERMINATED = "57P01";

    private DatabaseFailure() {}

    /** @param what the failed operation */
    public static BackupException of(SQLException failure, String what) {
        return new BackupException(codeOf(failure), what + ": " + message(failure), failure);
    }

    static boolean noConnectionLeft(SQLException failure) {
        return NO_CONNECTION_LEFT.equals(failure.getSQLState());
    }

    /**
     * Returns whether another database replaced this one while it was being connected to. If no database has the name, the server
     * reports only that. If there was one a moment ago, the error detail says so. Sessions of the old database are terminated,
     * and may find their connection closed before they can read the reason.
     */
    static boolean wasReplaced(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        return TERMINATED.equals(failure.getSQLState())
                || CONNECTION_LOST.equals(failure.getSQLState())
                || (MISSING.equals(failure.getSQLState()) && server != null && server.getDetail() != null);
    }

    /** Returns one line. The rest of the server's message belongs in its log. */
    private static String message(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.lines().findFirst().orElse("").strip();
    }

    private static ErrorCode codeOf(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "28000", "28P01" -> ErrorCode.DATABASE_LOGIN_REFUSED;
            case MISSING -> ErrorCode.DATABASE_MISSING;
            case NO_CONNECTION_LEFT -> ErrorCode.TOO_FEW_CONNECTIONS;
            case "53100" -> ErrorCode.DISK_FULL;
            case "42501" -> ErrorCode.READ_DENIED;
            case "42P01" -> ErrorCode.TABLE_VANISHED;
            case "55P03" -> ErrorCode.TABLE_LOCKED;
            case CANCELLED -> ErrorCode.CANCELLED;
            case TERMINATED, "57P02", "57P03" -> ErrorCode.DATABASE_UNREACHABLE;
            default -> state.startsWith("08") ? ErrorCode.DATABASE_UNREACHABLE : ErrorCode.INTERNAL_ERROR;
        };
    }
}
