package org.edms.backup.engine.references;

import java.util.regex.Pattern;

/** What an id looks like. */
enum IdKind {
    INTEGER,
    UUID,
    TEXT;

    private static final int MOST_DIGITS = 18;
    private static final int LENGTH_OF_A_UUID = 36;
    static final String UUID_FORM = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
    private static final Pattern UUIDS = Pattern.compile(UUID_FORM);

    static IdKind of(String value) {
        if (isInteger(value)) {
            return INTEGER;
        }
        return value.length() == LENGTH_OF_A_UUID && UUIDS.matcher(value).matches() ? UUID : TEXT;
    }

    private static boolean isInteger(String value) {
        if (value.isEmpty() || value.length() > MOST_DIGITS) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    static boolean isId(String value) {
        return of(value) != TEXT;
    }
}
