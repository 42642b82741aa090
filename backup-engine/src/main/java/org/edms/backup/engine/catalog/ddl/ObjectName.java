package org.edms.backup.engine.catalog.ddl;

import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.sql.QualifiedName;
import org.edms.backup.engine.catalog.sql.SqlLexer;
import org.edms.backup.engine.catalog.sql.SqlSyntaxException;
import org.edms.backup.engine.catalog.sql.SqlToken;
import org.edms.backup.engine.catalog.sql.TokenReader;

/**
 * Checks the name of an object in the catalog of a package. Statements are compared with this name, so it must be only a name:
 * otherwise it could smuggle another action into the statement. Objects in the server's own schemas are rejected.
 */
final class ObjectName {

    /** Objects outside any schema, whose names are not qualified. */
    private static final Set<String> WITHOUT_SCHEMA = Set.of("EXTENSION", "FOREIGN DATA WRAPPER", "SERVER");

    /** Routines, and statements about them. The argument types follow the name. */
    private static final Set<String> WITH_ARGUMENTS = Set.of("FUNCTION", "PROCEDURE", "OWNER", "COMMENT", "GRANT");

    private static final Set<String> SERVER_SCHEMAS = Set.of("pg_catalog", "pg_toast", "pg_temp", "information_schema");

    /** The schemas where restores store their history and stage rows. */
    private static final String OWN_SCHEMAS = "edms_(backup|restore_.*)";

    private ObjectName() {}

    /** @throws SqlSyntaxException if the text is not exactly one name */
    static List<SqlToken> tokens(DdlStatement statement) {
        List<SqlToken> tokens = SqlLexer.tokens(statement.name());
        refuseUnlessName(statement.kind(), tokens);
        return tokens;
    }

    /** @param kind the kind of the statement */
    static void refuseUnlessName(String kind, List<SqlToken> tokens) {
        boolean numbered = tokens.size() == 1 && tokens.get(0).kind() == SqlToken.Kind.NUMBER;
        if (numbered) {
            return;
        }
        TokenReader reader = new TokenReader(tokens);
        List<String> parts = reader.dottedName();
        if (parts.size() == 2 || !WITHOUT_SCHEMA.contains(kind)) {
            refuseReserved(parts.get(0), parts.size() == 2);
        }
        if (reader.accept("on")) {
            refuseReserved(reader.qualifiedName());
        } else if (WITH_ARGUMENTS.contains(kind) && reader.peek().isPresent()) {
            reader.group();
        }
        if (parts.size() > 2 || !reader.atEnd()) {
            throw new SqlSyntaxException("it is more than a name");
        }
    }

    /** @throws SqlSyntaxException for a table of the server or of this suite */
    static QualifiedName refuseReserved(QualifiedName table) {
        refuseReserved(table.schema().name(), true);
        return table;
    }

    private static void refuseReserved(String name, boolean isSchema) {
        boolean reserved =
                SERVER_SCHEMAS.contains(name) || name.matches(OWN_SCHEMAS) || (isSchema && name.startsWith("pg_"));
        if (reserved) {
            throw new SqlSyntaxException("the schema " + name + " is reserved");
        }
    }
}
