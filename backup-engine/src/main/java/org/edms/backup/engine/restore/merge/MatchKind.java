package org.edms.backup.engine.restore.merge;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a row of a key map was matched. A key map has one line for each row of the package:
 *
 * <pre>
 * #row      the row in the staging table
 * how       the code of its kind
 * at, tab   ctid and tableoid of the matched row in the target; NULL if there is none
 * moved     whether a key differs between package and target
 * o:COLUMN  the value of a remappable column in the package; n:COLUMN the one in the target
 * </pre>
 */
enum MatchKind {
    BY_UUID('u'),

    /** Rows with the same key reference both. */
    BY_REFERENCE('r'),
    BY_KEY('k'),
    BY_CONTENT('c'),

    /** The target has no such row, and gets it. */
    NEW('n'),

    /** The target has no such row. The package has only its key, because other rows reference it. */
    MISSING('m'),

    /** A missing row for which a stub is created. */
    STUB('s');

    private final char code;

    MatchKind(char code) {
        this.code = code;
    }

    /** As an SQL literal. */
    String literal() {
        return "'" + code + "'";
    }

    /**
     * The literals of the kinds of rows that get values of the package, for {@code IN}.
     *
     * @param updates whether matched rows do
     */
    static String written(boolean updates) {
        return updates ? matched() + ", " + NEW.literal() : NEW.literal();
    }

    /** The literals of some kinds, for {@code IN}. */
    static String literals(MatchKind... kinds) {
        return Arrays.stream(kinds).map(MatchKind::literal).collect(Collectors.joining(", "));
    }

    /** The kinds of rows that the target has. */
    static String matched() {
        return literals(BY_UUID, BY_REFERENCE, BY_KEY, BY_CONTENT);
    }
}
