package org.edms.backup.service.access;

import java.util.List;
import java.util.Locale;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** One of several names in a query. */
public final class Named {

    private Named() {}

    /** @return null for none */
    public static <E extends Enum<E>> E of(String name, Class<E> type) {
        try {
            return name == null || name.isBlank()
                    ? null
                    : Enum.valueOf(type, name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, name + ": one of " + List.of(type.getEnumConstants()), e);
        }
    }
}
