package org.edms.backup.engine.source;

import java.sql.SQLException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Maps a PostgreSQL error to an error code. */
public final class DatabaseFailure {

    /** The state of what was ended from outside. */
    static final String CANCELLED = "57014";

    private static final String NO_CONNECTION_LEFT = "53300";
    private static final String MISSING = "3D000";
    private static final String CONNECTION_LOST = "08006";
    private static final String TERMINATED = "57P01";

    private DatabaseFailure() {}

    /** @param what was worked at */
    public static BackupException of(SQLException failure, String what) {
        return new BackupException(codeOf(failure), what + ": " + message(failure), failure);
    }

    static boolean noConnectionLeft(SQLException failure) {
        return NO_CONNECTION_LEFT.equals(failure.getSQLState());
    }

    /**
     * Whether another database took the place of this one while it was connected to. A server that finds no database of the name
     * says no more than that; if there was one a moment ago, it says so in the detail. Sessions of the old one are terminated, and
     * may find their connection closed before they read why.
     */
    static boolean wasReplaced(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        return TERMINATED.equals(failure.getSQLState())
                || CONNECTION_LOST.equals(failure.getSQLState())
                || (MISSING.equals(failure.getSQLState()) && server != null && server.getDetail() != null);
    }

    /** One line: the rest of what the server says is for its log. */
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
