package org.edms.backup.foundation.request;

import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A boolean query parameter: {@code true} or {@code false}, nothing else. */
public final class BooleanParam {

    private BooleanParam() {}

    /** @return false if it is absent */
    public static boolean parse(String name, String text) {
        if (text == null) {
            return false;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new BackupException(
                        ErrorCode.WRONG_USAGE, "%s is true or false, not \"%s\"".formatted(name, text));
        };
    }
}
