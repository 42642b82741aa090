package org.edms.backup.engine.catalog.ddl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.SqlLexer;
import org.edms.backup.engine.catalog.sql.SqlSyntaxException;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The DDL of a package. Each statement was compared with the list of statements that a backup writes.
 *
 * @param foreign whether it comes from a package of unknown origin
 */
public record CheckedDdl(List<CheckedStatement> statements, boolean foreign) {

    private static final int LONGEST_STATEMENT = 300;

    public CheckedDdl {
        statements = List.copyOf(statements);
    }

    /**
     * Checks the DDL of a package of unknown origin.
     *
     * @throws BackupException for a statement that no backup writes
     */
    public static CheckedDdl foreign(List<DdlStatement> statements) {
        List<CheckedStatement> checked = new ArrayList<>();
        for (DdlStatement statement : statements) {
            try {
                checked.add(DdlGrammar.check(statement));
            } catch (SqlSyntaxException e) {
                throw new BackupException(
                        ErrorCode.PACKAGE_HOSTILE,
                        "catalog/catalog.json: %s %s, %s: %s"
                                .formatted(
                                        printable(statement.kind()),
                                        printable(statement.name()),
                                        e.getMessage(),
                                        printable(statement.sql())),
                        e);
            }
        }
        return new CheckedDdl(checked, true);
    }

    /** Checks the DDL of a package that this suite created. Statements of unknown form are executed unchanged. */
    public static CheckedDdl own(List<DdlStatement> statements) {
        List<CheckedStatement> checked = new ArrayList<>();
        for (DdlStatement statement : statements) {
            checked.add(known(statement));
        }
        return new CheckedDdl(checked, false);
    }

    private static CheckedStatement known(DdlStatement statement) {
        try {
            return DdlGrammar.check(statement);
        } catch (SqlSyntaxException e) {
            return CheckedStatement.unknown(statement);
        }
    }

    /** Returns the code in the DDL: the kind, the name, and its beginning or the functions that it calls. */
    public List<String> code() {
        return statements.stream()
                .filter(checked -> checked.code() != null)
                .map(checked -> "%s %s: %s"
                        .formatted(
                                checked.statement().kind(),
                                printable(checked.statement().name()),
                                checked.code()))
                .toList();
    }

    /** Returns the roles that own objects, those that own the most objects first. */
    public List<String> owners() {
        Map<String, Long> objects = statements.stream()
                .filter(checked -> checked.statement().kind().equals("OWNER"))
                .map(checked -> SqlLexer.tokens(checked.statement().sql()))
                .collect(Collectors.groupingBy(
                        tokens -> tokens.get(tokens.size() - 1).text(), LinkedHashMap::new, Collectors.counting()));
        return objects.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the extensions to create, except those that every database has. */
    public List<String> extensions() {
        return statements.stream()
                .filter(checked -> checked.statement().kind().equals("EXTENSION") && checked.code() != null)
                .map(checked ->
                        SqlLexer.tokens(checked.statement().name()).get(0).text())
                .toList();
    }

    private static String printable(String text) {
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() > LONGEST_STATEMENT ? line.substring(0, LONGEST_STATEMENT) + "..." : line;
    }
}
