package org.edms.backup.engine.catalog.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.sql.SqlLexer;
import org.edms.backup.engine.catalog.sql.SqlSyntaxException;
import org.edms.backup.engine.catalog.sql.SqlToken;
import org.edms.backup.engine.catalog.sql.TokenReader;

/** The statements that {@link Grants} writes: privileges on one object, never role membership. */
final class GrantGrammar {

    private static final Set<String> PRIVILEGES = Set.of(
            "all",
            "select",
            "insert",
            "update",
            "delete",
            "truncate",
            "references",
            "trigger",
            "maintain",
            "usage",
            "create",
            "execute");

    private static final Set<String> KINDS =
            Set.of("table", "sequence", "function", "procedure", "type", "domain", "schema", "foreign", "large");

    private static final Set<String> KINDS_OF_DEFAULTS =
            Set.of("tables", "sequences", "functions", "types", "schemas", "large");

    private GrantGrammar() {}

    /** @param name the kind and name of the object, as in {@link DdlStatement#name()} */
    static void check(String name, List<SqlToken> tokens) {
        for (List<SqlToken> statement : TokenReader.split(tokens, ";")) {
            TokenReader reader = new TokenReader(statement);
            List<SqlToken> object = object(SqlLexer.tokens(name), reader);
            boolean grants = reader.accept("grant");
            if (!grants && !reader.accept("revoke")) {
                throw new SqlSyntaxException("neither GRANT nor REVOKE");
            }
            privileges(reader);
            if (!reader.accept("on") || !reader.accept(object) || !reader.accept(grants ? "to" : "from")) {
                throw new SqlSyntaxException("the statement is about another object");
            }
            reader.name();
            boolean ends = reader.atEnd()
                    || (grants && reader.accept("with") && reader.accept("grant") && reader.accept("option"));
            if (!ends || !reader.atEnd()) {
                throw new SqlSyntaxException("more than one grantee");
            }
        }
    }

    /**
     * For default privileges, the name is {@code TABLES ALTER DEFAULT PRIVILEGES ...}, and the statement starts with the part
     * from {@code ALTER} on.
     */
    private static List<SqlToken> object(List<SqlToken> name, TokenReader reader) {
        int alter = name.indexOf(new SqlToken(SqlToken.Kind.WORD, "alter"));
        boolean ofDefaults =
                !name.isEmpty() && KINDS_OF_DEFAULTS.contains(name.get(0).text()) && alter > 0;
        if (ofDefaults) {
            List<SqlToken> start = name.subList(alter, name.size());
            refuseUnlessDefaults(start);
            if (!reader.accept(start)) {
                throw new SqlSyntaxException("the statement is about another object");
            }
            return name.subList(0, alter);
        }
        if (name.isEmpty() || !KINDS.contains(name.get(0).text())) {
            throw new SqlSyntaxException("a privilege on another kind of object");
        }
        int kind = wordsOfKind(name);
        if (name.size() <= kind) {
            throw new SqlSyntaxException("a privilege without an object");
        }
        ObjectName.refuseUnlessName("GRANT", name.subList(kind, name.size()));
        return name;
    }

    /**
     * Returns the number of words in the kind: {@code FOREIGN DATA WRAPPER}, {@code FOREIGN SERVER}, {@code LARGE OBJECT}, or a
     * single word.
     */
    private static int wordsOfKind(List<SqlToken> name) {
        return switch (name.get(0).text()) {
            case "foreign" -> name.size() > 1 && name.get(1).isWord("data") ? 3 : 2;
            case "large" -> 2;
            default -> 1;
        };
    }

    private static void refuseUnlessDefaults(List<SqlToken> start) {
        TokenReader reader = new TokenReader(start);
        boolean defaults = reader.accept("alter")
                && reader.accept("default")
                && reader.accept("privileges")
                && reader.accept("for")
                && reader.accept("role")
                && !reader.name().isEmpty();
        boolean ends = reader.atEnd()
                || (reader.accept("in")
                        && reader.accept("schema")
                        && !reader.name().isEmpty());
        if (!defaults || !ends || !reader.atEnd()) {
            throw new SqlSyntaxException("no default privileges");
        }
    }

    private static void privileges(TokenReader reader) {
        List<String> privileges = new ArrayList<>();
        do {
            privileges.add(reader.name());
            if (reader.peek().filter(next -> next.isPunctuation("(")).isPresent()) {
                reader.group();
            }
        } while (reader.accept(","));
        if (!PRIVILEGES.containsAll(privileges)) {
            throw new SqlSyntaxException("unknown privileges " + privileges);
        }
    }
}
