package org.edms.backup.service.access;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A time in a query. */
public final class Moment {

    private Moment() {}

    /** @return null for none */
    public static Instant parse(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, text + ": a time is written 2026-01-31T12:00:00Z", e);
        }
    }
}
