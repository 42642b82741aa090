package org.edms.backup.foundation.request;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A query parameter for a time. */
public final class InstantParam {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private InstantParam() {}

    /**
     * @param name of the parameter, for the message
     * @return null if it is absent
     */
    public static Instant parse(String name, String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "%s: \"%s\" is not a time such as 2026-01-31T12:00:00Z".formatted(name, text),
                    e);
        }
        throw new BackupException(
                ErrorCode.WRONG_USAGE, "%s: \"%s\" is not between %s and %s".formatted(name, text, FIRST, LAST));
    }
}
