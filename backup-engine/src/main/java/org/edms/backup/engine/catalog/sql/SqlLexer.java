package org.edms.backup.engine.catalog.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits SQL text into tokens the way PostgreSQL does with {@code standard_conforming_strings = on}.
 *
 * <p>Text that the server's scanner could read differently is rejected: adjacent strings, numeric and Unicode escapes, bit
 * strings, national strings, parameters, NUL characters and unterminated tokens.
 */
public final class SqlLexer {

    private static final String OPERATORS = "+-*/<>=~!@#%^&|`?";
    private static final String MARKS = "()[],;.:";

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    private SqlLexer(String sql) {
        this.sql = sql;
    }

    /** @throws SqlSyntaxException for text that PostgreSQL would reject or could read differently */
    public static List<SqlToken> tokens(String sql) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(sql)) {
            throw new SqlSyntaxException("a lone surrogate");
        }
        SqlLexer lexer = new SqlLexer(sql);
        lexer.run();
        return List.copyOf(lexer.tokens);
    }

    private void run() {
        while (at < sql.length()) {
            char next = sql.charAt(at);
            if (isSpace(next)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                skipLine();
            } else if (sql.startsWith("/*", at)) {
                skipComment();
            } else {
                token(next);
            }
        }
    }

    private void token(char next) {
        if (next == '\'') {
            string(false);
        } else if (next == '"') {
            quotedName();
        } else if (next == '$') {
            dollarQuoted();
        } else if (isDigit(next) || (next == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
            number();
        } else if (isNameStart(next)) {
            word();
        } else if (MARKS.indexOf(next) >= 0) {
            mark(next);
        } else if (OPERATORS.indexOf(next) >= 0) {
            operator();
        } else {
            throw new SqlSyntaxException("unexpected character at " + at);
        }
    }

    private void mark(char next) {
        if (sql.startsWith("::", at)) {
            add(SqlToken.Kind.OPERATOR, "::");
            at += 2;
            return;
        }
        add(SqlToken.Kind.PUNCTUATION, String.valueOf(next));
        at++;
    }

    /** A comment ends an operator, as it does on the server. */
    private void operator() {
        int start = at;
        while (at < sql.length()
                && OPERATORS.indexOf(sql.charAt(at)) >= 0
                && !sql.startsWith("--", at)
                && !sql.startsWith("/*", at)) {
            at++;
        }
        add(SqlToken.Kind.OPERATOR, sql.substring(start, at));
    }

    private void word() {
        int start = at;
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        String word = lowerCase(sql.substring(start, at));
        boolean quoteFollows = at < sql.length() && sql.charAt(at) == '\'';
        if (word.equals("e") && quoteFollows) {
            string(true);
            return;
        }
        boolean unicode = word.equals("u") && at < sql.length() && sql.charAt(at) == '&';
        if (unicode || (quoteFollows && Set.of("b", "x", "n").contains(word))) {
            throw new SqlSyntaxException("unsupported literal at " + start);
        }
        add(SqlToken.Kind.WORD, word);
    }

    /** Only ASCII letters are folded, whatever the locale. */
    private static String lowerCase(String word) {
        StringBuilder lower = new StringBuilder(word.length());
        for (char each : word.toCharArray()) {
            lower.append(each >= 'A' && each <= 'Z' ? (char) (each + ('a' - 'A')) : each);
        }
        return lower.toString();
    }

    private void number() {
        int start = at;
        while (at < sql.length() && (isDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
            at++;
        }
        if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
            at++;
            if (at < sql.length() && (sql.charAt(at) == '+' || sql.charAt(at) == '-')) {
                at++;
            }
            while (at < sql.length() && isDigit(sql.charAt(at))) {
                at++;
            }
        }
        if (at < sql.length() && isNamePart(sql.charAt(at))) {
            throw new SqlSyntaxException("letters after a number at " + at);
        }
        add(SqlToken.Kind.NUMBER, sql.substring(start, at));
    }

    private void quotedName() {
        StringBuilder name = new StringBuilder();
        int start = at;
        at++;
        while (true) {
            char next = character("quoted name", start);
            at++;
            if (next != '"') {
                name.append(next);
            } else if (at < sql.length() && sql.charAt(at) == '"') {
                name.append('"');
                at++;
            } else if (name.isEmpty()) {
                throw new SqlSyntaxException("empty name at " + start);
            } else {
                add(SqlToken.Kind.QUOTED_NAME, name.toString());
                return;
            }
        }
    }

    private void string(boolean escapes) {
        StringBuilder value = new StringBuilder();
        int start = at;
        at++;
        while (true) {
            char next = character("string", start);
            at++;
            if (escapes && next == '\\') {
                value.append(escaped(start));
            } else if (next != '\'') {
                value.append(next);
            } else if (at < sql.length() && sql.charAt(at) == '\'') {
                value.append('\'');
                at++;
            } else {
                add(SqlToken.Kind.STRING, value.toString());
                return;
            }
        }
    }

    private char escaped(int start) {
        char next = character("string", start);
        at++;
        return switch (next) {
            case '\\', '\'' -> next;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> throw new SqlSyntaxException("unsupported escape at " + at);
        };
    }

    private void dollarQuoted() {
        int start = at;
        int end = at + 1;
        while (end < sql.length() && sql.charAt(end) != '$' && isNamePart(sql.charAt(end))) {
            end++;
        }
        boolean isQuote = end < sql.length() && sql.charAt(end) == '$' && !isDigit(sql.charAt(start + 1));
        if (!isQuote) {
            throw new SqlSyntaxException("a parameter, or a stray $, at " + start);
        }
        String quote = sql.substring(start, end + 1);
        int close = sql.indexOf(quote, end + 1);
        if (close < 0) {
            throw new SqlSyntaxException("unterminated dollar-quoted string at " + start);
        }
        refuseNul(end + 1, close);
        add(SqlToken.Kind.STRING, sql.substring(end + 1, close));
        at = close + quote.length();
    }

    private void skipLine() {
        while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            refuseNul(at, at + 1);
            at++;
        }
    }

    private void skipComment() {
        int start = at;
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                character("comment", start);
                at++;
            }
        } while (depth > 0);
    }

    private char character(String what, int start) {
        if (at >= sql.length()) {
            throw new SqlSyntaxException("unterminated " + what + " at " + start);
        }
        refuseNul(at, at + 1);
        return sql.charAt(at);
    }

    private void refuseNul(int from, int to) {
        if (sql.substring(from, to).indexOf('\0') >= 0) {
            throw new SqlSyntaxException("a NUL character at " + from);
        }
    }

    /** The server joins strings across line breaks and comments, and interprets all of them like the first. */
    private void add(SqlToken.Kind kind, String text) {
        boolean string = kind == SqlToken.Kind.STRING;
        if (string && !tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() == kind) {
            throw new SqlSyntaxException("two adjacent strings before " + at);
        }
        tokens.add(new SqlToken(kind, text));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
