package org.edms.backup.engine.catalog.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.catalog.sql.QualifiedName;
import org.edms.backup.engine.catalog.sql.SqlSyntaxException;
import org.edms.backup.engine.catalog.sql.SqlToken;
import org.edms.backup.engine.catalog.sql.TokenReader;

/**
 * An allowed form of the statements of one kind, as a pattern. A word matches itself, {@code a|b} matches one of two words,
 * {@code [a b]} is optional, and braces contain placeholders:
 *
 * <ul>
 * <li>{@code {name}}: the name of the object as in the catalog
 * <li>{@code {callee}}: the same name up to its parentheses
 * <li>{@code {id}}: a name; {@code {table}}: a table name with its schema; {@code {dotted}}: a name of one to three parts
 * <li>{@code {n}}: an integer; {@code {text}}: a string
 * <li>{@code {group}}: parentheses with any content; {@code {tables}}: parentheses with table names
 * <li>{@code {rest}}: all remaining tokens, without a comma outside parentheses, so that no second action can follow
 * <li>{@code {list}}: all remaining tokens
 * <li>{@code {comment}}: all remaining tokens, ending with {@code IS} and a string
 * </ul>
 *
 * <p>The pattern must match all tokens. Semicolons and keywords that start a query are never allowed.
 *
 * @param nature whether statements of this form are always code, regardless of the functions they call
 */
record DdlForm(String kind, Nature nature, DdlEffect effect, List<String> pattern) {

    /** Whether statements of a form contain code. */
    enum Nature {
        /** Code only if it calls functions that do more than compute. */
        DATA,
        /** Always code. */
        CODE
    }

    static DdlForm data(String kind, String pattern) {
        return new DdlForm(kind, Nature.DATA, DdlEffect.OTHER, List.of(pattern.split(" ")));
    }

    static DdlForm code(String kind, String pattern) {
        return new DdlForm(kind, Nature.CODE, DdlEffect.OTHER, List.of(pattern.split(" ")));
    }

    DdlForm with(DdlEffect other) {
        return new DdlForm(kind, nature, other, pattern);
    }

    /**
     * Matches the tokens of a statement; empty if they have another form.
     *
     * @param name the tokens of the object's name
     */
    Optional<Match> match(List<SqlToken> statement, List<SqlToken> name) {
        Match match = new Match(new TokenReader(statement), name);
        try {
            return match.all(pattern) && match.reader.atEnd() ? Optional.of(match) : Optional.empty();
        } catch (SqlSyntaxException e) {
            return Optional.empty();
        }
    }

    /** The state of a comparison with the pattern, and the values found so far. */
    static final class Match {

        private final TokenReader reader;
        private final List<SqlToken> name;
        private final List<Long> integers = new ArrayList<>();
        private final List<String> strings = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<SqlToken> expressions = new ArrayList<>();
        private QualifiedName table;

        private Match(TokenReader reader, List<SqlToken> name) {
            this.reader = reader;
            this.name = name;
        }

        /** Returns the table that the statement affects; null if the form has none. */
        QualifiedName table() {
            return table;
        }

        /** Returns the values of {@code {id}}. */
        List<String> names() {
            return names;
        }

        /** Returns the values of {@code {group}}, {@code {rest}} and {@code {list}}, concatenated. */
        List<SqlToken> expressions() {
            return expressions;
        }

        List<Long> integers() {
            return integers;
        }

        List<String> strings() {
            return strings;
        }

        private boolean all(List<String> pattern) {
            int i = 0;
            while (i < pattern.size()) {
                String element = pattern.get(i);
                if (element.startsWith("[")) {
                    int end = i;
                    while (!pattern.get(end).endsWith("]")) {
                        end++;
                    }
                    if (!optional(withoutBrackets(pattern.subList(i, end + 1)))) {
                        return false;
                    }
                    i = end;
                } else if (!one(element)) {
                    return false;
                }
                i++;
            }
            return true;
        }

        private static List<String> withoutBrackets(List<String> part) {
            return List.of(
                    String.join(" ", part).replace("[", "").replace("]", "").split(" "));
        }

        private boolean optional(List<String> part) {
            boolean absent = part.get(0).equals("{group}")
                    ? reader.peek().filter(next -> next.isPunctuation("(")).isEmpty()
                    : !one(part.get(0));
            int read = part.get(0).equals("{group}") ? 0 : 1;
            return absent || all(part.subList(read, part.size()));
        }

        private boolean one(String element) {
            return switch (element) {
                case "{name}" -> reader.accept(name);
                case "{callee}" -> reader.accept(upToParenthesis(name));
                case "{id}" -> names.add(reader.name());
                case "{dotted}" -> !reader.dottedName().isEmpty();
                case "{table}" -> {
                    table = ObjectName.refuseReserved(reader.qualifiedName());
                    yield true;
                }
                case "{n}" -> integers.add(reader.integer());
                case "{text}" -> strings.add(reader.string());
                case "{group}" -> expression(reader.group());
                case "{tables}" -> areTables(reader.group());
                case "{rest}" -> {
                    List<SqlToken> rest = reader.remaining();
                    yield TokenReader.split(rest, ",").size() == 1 && expression(rest);
                }
                case "{list}" -> expression(reader.remaining());
                case "{comment}" -> isComment(reader.remaining());
                default -> List.of(element.split("\\|")).stream().anyMatch(reader::accept);
            };
        }

        /** A separator keeps the end of one expression from being read together with the start of the next. */
        private boolean expression(List<SqlToken> tokens) {
            TokenReader.split(tokens, ";");
            expressions.add(new SqlToken(SqlToken.Kind.PUNCTUATION, ","));
            expressions.addAll(tokens);
            return true;
        }

        private static boolean areTables(List<SqlToken> tokens) {
            return TokenReader.split(tokens, ",").stream().allMatch(each -> {
                TokenReader name = new TokenReader(each);
                ObjectName.refuseReserved(name.qualifiedName());
                return name.atEnd();
            });
        }

        private static boolean isComment(List<SqlToken> tokens) {
            int last = tokens.size() - 1;
            return last > 1
                    && tokens.get(last).kind() == SqlToken.Kind.STRING
                    && tokens.get(last - 1).isWord("is");
        }

        private static List<SqlToken> upToParenthesis(List<SqlToken> name) {
            int end = 0;
            while (end < name.size() && !name.get(end).isPunctuation("(")) {
                end++;
            }
            return name.subList(0, end);
        }
    }
}
