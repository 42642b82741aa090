package org.edms.backup.engine.references;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;

/** How the values of a column are read. */
enum ColumnKind {
    INTEGER,
    UUID,
    TEXT,
    JSON,
    ARRAY,
    OTHER;

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

    /** Types whose values are no ids and no names. Any other type, such as an enumeration, is read as text. */
    private static final Pattern OTHERS = Pattern.compile(
            "^(boolean|numeric|double|real|money|bytea|date|time|interval|inet|cidr|macaddr|bit|xml|oid|point|line|lseg|box|path"
                    + "|polygon|circle|ts|pg_|hstore|\"char\"|int[48]|num|date|.*range$|vector|geometry|.*\\[\\])");

    static ColumnKind of(Table.Column column) {
        String type = column.type().toLowerCase(Locale.ROOT);
        if (type.endsWith("[]")) {
            return isScalarId(of(type.substring(0, type.length() - 2))) ? ARRAY : OTHER;
        }
        return of(type);
    }

    private static ColumnKind of(String type) {
        if (INTEGERS.contains(type)) {
            return INTEGER;
        }
        if (type.equals("json") || type.equals("jsonb")) {
            return JSON;
        }
        if (type.equals("uuid")) {
            return UUID;
        }
        return type.equals("text")
                        || type.startsWith("character")
                        || !OTHERS.matcher(type).find()
                ? TEXT
                : OTHER;
    }

    private static boolean isScalarId(ColumnKind element) {
        return element == INTEGER || element == UUID || element == TEXT;
    }

    /** An expression for a value as text, NULL if it is too large to be worth reading. */
    String select(Table.Column column, int mostBytes) {
        String quoted = new Identifier(column.name()).quoted();
        return switch (this) {
            case INTEGER, UUID -> quoted + "::text";
            case TEXT, JSON ->
                "CASE WHEN pg_column_size(%1$s) <= %2$d THEN %1$s::text END".formatted(quoted, mostBytes);
            case ARRAY ->
                "CASE WHEN pg_column_size(%1$s) <= %2$d THEN array_to_json(%1$s)::text END"
                        .formatted(quoted, mostBytes);
            case OTHER -> "NULL::text";
        };
    }
}
