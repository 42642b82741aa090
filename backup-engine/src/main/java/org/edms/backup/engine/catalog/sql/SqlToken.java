package org.edms.backup.engine.catalog.sql;

import java.util.Objects;

/**
 * A token of an SQL statement.
 *
 * @param text the value: a name as the catalog spells it, a string without its quotes, an operator or a number as written
 */
public record SqlToken(Kind kind, String text) {

    /** What a token is. */
    public enum Kind {
        /** A keyword or a name without quotes, in lower case. */
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        OPERATOR,
        /** One of {@code ( ) [ ] , ; . : }. */
        PUNCTUATION
    }

    public SqlToken {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(text);
    }

    /** Whether it is a keyword, in lower case; a quoted name never is. */
    public boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    public boolean isPunctuation(String mark) {
        return kind == Kind.PUNCTUATION && text.equals(mark);
    }

    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }
}
