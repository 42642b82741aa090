package org.edms.backup.foundation.request;

import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A query parameter for an integer. */
public final class IntParam {

    private IntParam() {}

    public static int parse(String name, String text, int first, int last) {
        try {
            int number = Integer.parseInt(text);
            if (number >= first && number <= last) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, notOne(name, text, first, last), e);
        }
        throw new BackupException(ErrorCode.WRONG_USAGE, notOne(name, text, first, last));
    }

    private static String notOne(String name, String text, int first, int last) {
        return "%s is a number from %d to %d, not \"%s\"".formatted(name, first, last, text);
    }
}
