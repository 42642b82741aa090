package org.edms.backup.engine.references;

import java.util.regex.Pattern;

/** What an id looks like. */
enum IdKind {
    INTEGER,
    UUID,
    TEXT;

    private static final Pattern INTEGERS = Pattern.compile("\\d{1,18}");
    static final String UUID_FORM = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
    private static final Pattern UUIDS = Pattern.compile(UUID_FORM);

    static IdKind of(String value) {
        if (INTEGERS.matcher(value).matches()) {
            return INTEGER;
        }
        return UUIDS.matcher(value).matches() ? UUID : TEXT;
    }

    static boolean isId(String value) {
        return of(value) != TEXT;
    }
}
