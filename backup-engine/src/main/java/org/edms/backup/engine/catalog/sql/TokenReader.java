package org.edms.backup.engine.catalog.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the tokens of one statement in order. */
public final class TokenReader {

    private final List<SqlToken> tokens;
    private int at;

    public TokenReader(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    public boolean atEnd() {
        return at == tokens.size();
    }

    /** Returns the next token without reading it; empty at the end. */
    public Optional<SqlToken> peek() {
        return atEnd() ? Optional.empty() : Optional.of(tokens.get(at));
    }

    public SqlToken next() {
        SqlToken next = peek().orElseThrow(() -> new SqlSyntaxException("the statement ends too early"));
        at++;
        return next;
    }

    /** Reads these tokens if all of them come next; otherwise reads none. */
    public boolean accept(List<SqlToken> wanted) {
        int end = at + wanted.size();
        if (end > tokens.size() || !tokens.subList(at, end).equals(wanted)) {
            return false;
        }
        at = end;
        return true;
    }

    /** Reads a keyword, or one of {@code ( ) . , =}, if it comes next. */
    public boolean accept(String word) {
        boolean found = peek().filter(token -> token.kind() != SqlToken.Kind.QUOTED_NAME
                        && token.kind() != SqlToken.Kind.STRING
                        && token.text().equals(word))
                .isPresent();
        at += found ? 1 : 0;
        return found;
    }

    public String name() {
        SqlToken next = next();
        if (!next.isName()) {
            throw new SqlSyntaxException("a name is missing before " + next.text());
        }
        return next.text();
    }

    /** Reads a name of one to three parts. */
    public List<String> dottedName() {
        List<String> parts = new ArrayList<>();
        parts.add(name());
        while (accept(".")) {
            parts.add(name());
        }
        return parts;
    }

    public QualifiedName qualifiedName() {
        List<String> parts = dottedName();
        if (parts.size() != 2) {
            throw new SqlSyntaxException(String.join(".", parts) + " is not qualified by its schema alone");
        }
        return new QualifiedName(parts.get(0), parts.get(1));
    }

    public long integer() {
        String sign = accept("-") ? "-" : "";
        SqlToken next = next();
        try {
            return Long.parseLong(sign + next.text());
        } catch (NumberFormatException e) {
            throw new SqlSyntaxException(next.text() + " is not an integer", e);
        }
    }

    public String string() {
        SqlToken next = next();
        if (next.kind() != SqlToken.Kind.STRING) {
            throw new SqlSyntaxException("a string is missing before " + next.text());
        }
        return next.text();
    }

    /** Reads parentheses and returns their content. */
    public List<SqlToken> group() {
        if (!accept("(")) {
            throw new SqlSyntaxException("a parenthesis is missing");
        }
        List<SqlToken> inside = new ArrayList<>();
        int depth = 1;
        while (true) {
            SqlToken next = next();
            depth += depthOf(next);
            if (depth == 0) {
                return inside;
            }
            inside.add(next);
        }
    }

    public List<SqlToken> remaining() {
        List<SqlToken> rest = tokens.subList(at, tokens.size());
        at = tokens.size();
        return rest;
    }

    /** Returns how a token changes the nesting depth of parentheses. */
    public static int depthOf(SqlToken token) {
        if (token.isPunctuation("(")) {
            return 1;
        }
        return token.isPunctuation(")") ? -1 : 0;
    }

    /** Splits at a separator outside parentheses. */
    public static List<List<SqlToken>> split(List<SqlToken> tokens, String mark) {
        List<List<SqlToken>> parts = new ArrayList<>();
        List<SqlToken> part = new ArrayList<>();
        int depth = 0;
        for (SqlToken token : tokens) {
            depth += depthOf(token);
            if (depth < 0) {
                throw new SqlSyntaxException("a closing parenthesis has no opening one");
            }
            if (depth == 0 && token.isPunctuation(mark)) {
                parts.add(part);
                part = new ArrayList<>();
            } else {
                part.add(token);
            }
        }
        if (depth != 0) {
            throw new SqlSyntaxException("a parenthesis is not closed");
        }
        parts.add(part);
        return parts;
    }
}
