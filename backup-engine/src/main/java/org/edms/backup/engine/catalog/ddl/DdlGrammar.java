package org.edms.backup.engine.catalog.ddl;

import static org.edms.backup.engine.catalog.ddl.DdlForm.code;
import static org.edms.backup.engine.catalog.ddl.DdlForm.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.sql.QualifiedName;
import org.edms.backup.engine.catalog.sql.SqlLexer;
import org.edms.backup.engine.catalog.sql.SqlSyntaxException;
import org.edms.backup.engine.catalog.sql.SqlToken;
import org.edms.backup.engine.catalog.sql.TokenReader;

/**
 * The closed list of statements that {@link Ddl} writes. Packages are untrusted: statements that are not on the list are
 * rejected, so that no package can create a role, a database or a file, or end a transaction.
 */
final class DdlGrammar {

    private static final String COLUMN = "alter table only {name} alter column {id} set ";
    private static final String FOREIGN_COLUMN = "alter foreign table only {name} alter column {id} ";
    private static final String CONSTRAINT = "alter table [only] {table} add constraint {id} ";

    private static final List<DdlForm> MAKING = List.of(
            data("SCHEMA", "create schema [if not exists] {name}"),
            data("EXTENSION", "create extension if not exists plpgsql with schema pg_catalog"),
            code("EXTENSION", "create extension if not exists {name} with schema {id}"),
            data("COLLATION", "create collation {name} {group}"),
            data("TYPE", "create type {name} as [enum|range] {group}"),
            data("DOMAIN", "create domain {name} as {rest}"),
            data("DOMAIN", "alter domain {name} add constraint {id} check {rest}"),
            code(
                    "FOREIGN DATA WRAPPER",
                    "create foreign data wrapper {name} [handler {dotted}] [validator {dotted}] [options {group}]"),
            code(
                    "SERVER",
                    "create server {name} [type {text}] [version {text}] foreign data wrapper {id} [options {group}]"),
            data(
                    "TABLE",
                    "create [unlogged] table {name} {group} [inherits {tables}] [partition by range|list|hash {group}] "
                            + "[using {id}] [with {group}]"),
            data("TABLE", "create [unlogged] table {name} of {dotted} [using {id}] [with {group}]"),
            data(
                    "TABLE",
                    "create [unlogged] table {name} of {dotted} partition by range|list|hash {group} [with {group}]"),
            data("TABLE", COLUMN + "statistics {n}"),
            data("TABLE", COLUMN + "storage plain|external|main|extended|default"),
            data("TABLE", COLUMN + "compression pglz|lz4"),
            data("TABLE", COLUMN + "not null"),
            data("TABLE", COLUMN + "{group}"),
            data("TABLE", "alter table only {name} replica identity full|nothing"),
            data("TABLE", "alter table {name} enable row level security"),
            data("TABLE", "alter table only {name} force row level security").with(DdlEffect.FORCED_POLICIES),
            code(
                    "FOREIGN TABLE",
                    "create foreign table {name} {group} [inherits {tables}] server {id} [options {group}]"),
            data("FOREIGN TABLE", FOREIGN_COLUMN + "set statistics {n}"),
            data("FOREIGN TABLE", FOREIGN_COLUMN + "set storage plain|external|main|extended|default"),
            data("FOREIGN TABLE", FOREIGN_COLUMN + "set not null"),
            data("FOREIGN TABLE", FOREIGN_COLUMN + "set {group}"),
            data("FOREIGN TABLE", FOREIGN_COLUMN + "options {group}"),
            data("DEFAULT", "alter table only {name} alter column {id} set default {rest}"),
            data("DEFAULT", "alter view {name} alter column {id} set default {rest}"),
            data("DEFAULT", "alter foreign table {name} alter column {id} set default {rest}"),
            data("CHECK CONSTRAINT", "alter [foreign] table {name} add constraint {id} check {rest}"),
            data("CHECK CONSTRAINT", "alter [foreign] table {name} add constraint {id} not null {rest}"),
            data("PARTITION", "alter table only {table} attach partition {name} default"),
            data("PARTITION", "alter table only {table} attach partition {name} for values {rest}"),
            data("CONSTRAINT", CONSTRAINT + "primary key {rest}").with(DdlEffect.INDEX),
            data("CONSTRAINT", CONSTRAINT + "unique {rest}").with(DdlEffect.INDEX),
            data("CONSTRAINT", CONSTRAINT + "exclude {rest}").with(DdlEffect.INDEX),
            data("CONSTRAINT", "alter table {name} cluster on {id}"),
            data("CONSTRAINT", "alter table only {name} replica identity using index {id}"),
            data("FK CONSTRAINT", CONSTRAINT + "foreign key {rest}").with(DdlEffect.FOREIGN_KEY),
            data("SEQUENCE", "create [unlogged] sequence {name} {rest}"),
            data("SEQUENCE OWNED BY", "alter sequence {name} owned by {dotted}"),
            data("SEQUENCE VALUE", "select pg_catalog . setval ( {text} , {n} , {text} )")
                    .with(DdlEffect.SEQUENCE_VALUE),
            data("LARGE OBJECT", "select pg_catalog . lo_create ( {n} )"),
            data("INDEX", "create [unique] index {id} on [only] {table} using {id} {rest}")
                    .with(DdlEffect.INDEX),
            data("INDEX", "alter index {name} alter column {n} set statistics {n}"),
            data("INDEX", "alter table {table} cluster on {id}"),
            data("INDEX", "alter table only {table} replica identity using index {id}"),
            data("INDEX PARTITION", "alter index {dotted} attach partition {name}"),
            data("STATISTICS", "create statistics {name} [{group}] on {list}"),
            data("STATISTICS", "alter statistics {name} set statistics {n}"),
            code("VIEW", "create view {name} [with {group}] as {list}"),
            code("MATERIALIZED VIEW", "create materialized view {name} [using {id}] [with {group}] as {list}"),
            data("MATERIALIZED VIEW DATA", "refresh materialized view {name}"),
            code("FUNCTION", "create or replace function {callee} {group} {list}"),
            code("PROCEDURE", "create or replace procedure {callee} {group} {list}"),
            code("TRIGGER", "create [constraint] trigger {id} after|before|instead {list}"),
            data("TRIGGER", "alter [foreign] table {table} disable|enable [always|replica] trigger {id}"),
            code("RULE", "create rule {id} as on select|insert|update|delete to {table} {list}"),
            data("RULE", "alter table {table} disable|enable [always|replica] rule {id}"),
            code("POLICY", "create policy {name} {list}"));

    private static final List<String> OWNED = List.of(
            "schema",
            "collation",
            "type",
            "domain",
            "foreign data wrapper",
            "server",
            "function",
            "procedure",
            "table",
            "foreign table",
            "sequence",
            "view",
            "materialized view",
            "statistics",
            "large object");

    private static final List<String> DESCRIBED = Stream.concat(
                    OWNED.stream(), Stream.of("column", "constraint", "index", "trigger", "rule", "policy"))
            .toList();

    private static final Map<String, List<DdlForm>> FORMS = Stream.of(
                    MAKING.stream(),
                    OWNED.stream().map(kind -> data("OWNER", "alter " + kind + " {name} owner to {id}")),
                    DESCRIBED.stream().map(kind -> data("COMMENT", "comment on " + kind + " {comment}")))
            .flatMap(Function.identity())
            .collect(Collectors.groupingBy(DdlForm::kind));

    /** Reserved words, so an unquoted name never matches them. */
    private static final Set<String> QUERIES = Set.of("select", "into", "grant");

    private static final Set<String> KINDS_WITH_QUERIES = Set.of(
            "VIEW",
            "MATERIALIZED VIEW",
            "FUNCTION",
            "PROCEDURE",
            "RULE",
            "POLICY",
            "TRIGGER",
            "SEQUENCE VALUE",
            "LARGE OBJECT");

    /** Languages whose functions cannot access anything outside the database. */
    private static final Set<String> LANGUAGES = Set.of("sql", "plpgsql", "plperl", "pltcl", "plv8");

    private static final int LONGEST_EXCERPT = 160;

    private DdlGrammar() {}

    /** @throws SqlSyntaxException for a statement that {@link Ddl} never writes */
    static CheckedStatement check(DdlStatement statement) {
        List<SqlToken> tokens = SqlLexer.tokens(statement.sql());
        if (statement.kind().equals("GRANT")) {
            GrantGrammar.check(statement.name(), tokens);
            return CheckedStatement.unknown(statement);
        }
        List<SqlToken> name = ObjectName.tokens(statement);
        refuseOtherStatements(statement.kind(), tokens);
        for (DdlForm form : FORMS.getOrDefault(statement.kind(), List.of())) {
            Optional<DdlForm.Match> match = form.match(tokens, name);
            if (match.isPresent()) {
                return checked(statement, name, form, match.get());
            }
        }
        throw new SqlSyntaxException("no form of " + statement.kind());
    }

    private static void refuseOtherStatements(String kind, List<SqlToken> tokens) {
        boolean routine = kind.equals("FUNCTION") || kind.equals("PROCEDURE");
        if (routine) {
            refuseOtherLanguages(tokens);
        }
        if (!(routine && hasStandardBody(tokens))) {
            List<SqlToken> outside = kind.equals("RULE") ? outsideParentheses(tokens) : tokens;
            if (outside.stream().anyMatch(token -> token.isPunctuation(";"))) {
                throw new SqlSyntaxException("more than one statement");
            }
        }
        if (!KINDS_WITH_QUERIES.contains(kind)
                && tokens.stream()
                        .anyMatch(token -> token.kind() == SqlToken.Kind.WORD && QUERIES.contains(token.text()))) {
            throw new SqlSyntaxException("a query in a statement that has none");
        }
    }

    private static List<SqlToken> outsideParentheses(List<SqlToken> tokens) {
        List<SqlToken> outside = new ArrayList<>();
        int depth = 0;
        for (SqlToken token : tokens) {
            depth += TokenReader.depthOf(token);
            if (depth == 0) {
                outside.add(token);
            }
        }
        return outside;
    }

    /**
     * Detects a body {@code BEGIN ATOMIC statement; ... END}. On the server an {@code END} at the start of a statement ends the
     * body, so the first one must be the last token.
     */
    private static boolean hasStandardBody(List<SqlToken> tokens) {
        int begin = -1;
        for (int i = 0; i + 1 < tokens.size() && begin < 0; i++) {
            begin = tokens.get(i).isWord("begin") && tokens.get(i + 1).isWord("atomic") ? i : -1;
        }
        if (begin < 0 || tokens.subList(0, begin).stream().anyMatch(token -> token.isPunctuation(";"))) {
            return false;
        }
        for (int i = begin + 2; i < tokens.size(); i++) {
            boolean starts = i == begin + 2 || tokens.get(i - 1).isPunctuation(";");
            if (starts && tokens.get(i).isWord("end")) {
                return i == tokens.size() - 1;
            }
        }
        return false;
    }

    private static void refuseOtherLanguages(List<SqlToken> tokens) {
        List<SqlToken> outside = outsideParentheses(tokens);
        int at = outside.indexOf(new SqlToken(SqlToken.Kind.WORD, "language"));
        String language = at < 0 || at + 1 == outside.size()
                ? "none"
                : outside.get(at + 1).text();
        if (!LANGUAGES.contains(language) || outside.lastIndexOf(outside.get(at)) != at) {
            throw new SqlSyntaxException("the language " + language + " is not trusted");
        }
    }

    private static CheckedStatement checked(
            DdlStatement statement, List<SqlToken> name, DdlForm form, DdlForm.Match match) {
        refuseOtherObjects(statement.kind(), name, match);
        return new CheckedStatement(
                statement,
                form.effect(),
                match.table(),
                form.effect() == DdlEffect.SEQUENCE_VALUE ? sequenceValue(name, match) : null,
                codeIn(statement, form, match));
    }

    /** Other objects that a statement names must match the name of its object. */
    private static void refuseOtherObjects(String kind, List<SqlToken> name, DdlForm.Match match) {
        QualifiedName table = match.table();
        boolean fits = switch (kind) {
            case "CONSTRAINT", "FK CONSTRAINT" -> table == null || table.equals(qualified(name));
            case "INDEX" ->
                match.names().isEmpty()
                        || match.names().get(0).equals(name.get(name.size() - 1).text());
            case "LARGE OBJECT" ->
                match.integers().isEmpty()
                        || (name.size() == 1
                                && name.get(0)
                                        .text()
                                        .equals(String.valueOf(match.integers().get(0))));
            case "TRIGGER", "RULE" -> isOnTable(name, match);
            default -> true;
        };
        if (!fits) {
            throw new SqlSyntaxException("the statement is about another object");
        }
    }

    /** @param name the name in the form {@code trigger ON schema.table} */
    private static boolean isOnTable(List<SqlToken> name, DdlForm.Match match) {
        TokenReader reader = new TokenReader(name);
        String first = reader.name();
        if (!reader.accept("on") || !match.names().get(0).equals(first)) {
            return false;
        }
        return match.table() == null
                ? Collections.indexOfSubList(match.expressions(), name.subList(1, name.size())) >= 0
                : match.table().equals(reader.qualifiedName());
    }

    private static QualifiedName qualified(List<SqlToken> name) {
        TokenReader reader = new TokenReader(name);
        QualifiedName qualified = reader.qualifiedName();
        if (!reader.atEnd()) {
            throw new SqlSyntaxException("more than a name");
        }
        return qualified;
    }

    private static CheckedStatement.SequenceValue sequenceValue(List<SqlToken> name, DdlForm.Match match) {
        String called = match.strings().get(1);
        boolean fits = SqlLexer.tokens(match.strings().get(0)).equals(name)
                && Set.of("t", "f").contains(called);
        if (!fits) {
            throw new SqlSyntaxException("the statement is about another object");
        }
        return new CheckedStatement.SequenceValue(
                qualified(name), match.integers().get(0), called.equals("t"));
    }

    private static String codeIn(DdlStatement statement, DdlForm form, DdlForm.Match match) {
        if (form.nature() == DdlForm.Nature.CODE) {
            String text = statement.sql().strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
            return text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "..." : text;
        }
        Set<String> calls = FunctionCalls.unknownIn(match.expressions());
        return calls.isEmpty() ? null : "calls " + String.join(", ", calls);
    }
}
