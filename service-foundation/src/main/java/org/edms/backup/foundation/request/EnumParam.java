package org.edms.backup.foundation.request;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.edms.backup.model.Suggestion;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A query parameter with fixed values, in upper or lower case. */
public final class EnumParam {

    private EnumParam() {}

    /**
     * @param name of the parameter, for the message
     * @return null if it is absent
     */
    public static <E extends Enum<E>> E parse(String name, String text, Class<E> type) {
        if (text == null) {
            return null;
        }
        try {
            return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            List<String> names =
                    Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "%s: \"%s\" is none of %s%s".formatted(name, text, names, Suggestion.of(text, names)),
                    e);
        }
    }
}
