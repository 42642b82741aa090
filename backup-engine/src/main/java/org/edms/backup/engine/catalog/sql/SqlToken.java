package org.edms.backup.engine.catalog.sql;

import java.util.Objects;

/**
 * A token of an SQL statement.
 *
 * @param text the value: a name as the catalog spells it, a string without its quotes, or an operator or number as written
 */
public record SqlToken(Kind kind, String text) {

    /** The kind of a token. */
    public enum Kind {
        /** A keyword or an unquoted name, in lower case. */
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

    /** Returns whether the token is this keyword, given in lower case. A quoted name never is. */
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
