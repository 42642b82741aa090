package org.edms.backup.foundation.request;

import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** {@code true} or {@code false}, and nothing that might be taken for one of them. */
public final class BooleanParam {

    private BooleanParam() {}

    /** @return false where it is not given */
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
