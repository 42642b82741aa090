package org.edms.backup.engine.restore.target;

import java.sql.SQLException;
import org.edms.backup.engine.source.DatabaseFailure;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Maps errors of the target database to error codes. */
public final class TargetFailure {

    private static final int LONGEST_DETAIL = 400;

    private TargetFailure() {}

    /** @param what the object that the failed statement worked on */
    public static BackupException of(SQLException failure, String what) {
        ErrorCode code = codeOf(String.valueOf(failure.getSQLState()));
        return code == null
                ? DatabaseFailure.of(failure, what)
                : new BackupException(code, what + ": " + detail(failure), failure);
    }

    private static ErrorCode codeOf(String state) {
        return switch (state) {
            case "42501", "25006" -> ErrorCode.WRITE_DENIED;
            case "55P03", "55006" -> ErrorCode.TARGET_LOCKED;
            case "53100", "53200" -> ErrorCode.TARGET_FULL;
            default ->
                state.startsWith("23") || state.equals("P0001")
                        ? ErrorCode.CONSTRAINT_VIOLATED
                        : state.startsWith("22") ? ErrorCode.VALUE_REFUSED : null;
        };
    }

    /** Returns the server's message, together with its detail, which names the row. */
    public static String detail(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String message = server == null
                ? String.valueOf(failure.getMessage()).lines().findFirst().orElse("")
                : server.getMessage() + (server.getDetail() == null ? "" : ": " + server.getDetail());
        return message.length() > LONGEST_DETAIL ? message.substring(0, LONGEST_DETAIL) + "..." : message;
    }
}
