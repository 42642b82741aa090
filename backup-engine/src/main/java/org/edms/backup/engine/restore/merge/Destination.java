package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.restore.target.Sql;

/**
 * A column that declared references name rows by.
 *
 * @param table in the target
 */
public record Destination(Table table, String column) {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern UUID_DIGITS = Pattern.compile("[0-9a-fA-F]{32}");
    private static final int[] UUID_PARTS = {8, 12, 16, 20};

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

    /** An id as PostgreSQL writes it, by which it is looked up; null if the column cannot have it. */
    public String canonical(String id) {
        String type = type();
        if (INTEGERS.contains(type)) {
            return INTEGER.matcher(id).matches() ? Long.toString(Long.parseLong(id)) : null;
        }
        if (type.equals("uuid")) {
            String digits = id.replace("-", "");
            return UUID_DIGITS.matcher(digits).matches() ? dashed(digits) : null;
        }
        return id.indexOf('\0') < 0 ? id : null;
    }

    /** An id of the target, written as the package writes ids. */
    String written(String packaged, String target) {
        if (target.equals(canonical(packaged))) {
            return packaged;
        }
        boolean withoutDashes = type().equals("uuid") && packaged.indexOf('-') < 0;
        return withoutDashes ? target.replace("-", "") : target;
    }

    private static String dashed(String digits) {
        StringBuilder uuid = new StringBuilder(digits);
        for (int i = UUID_PARTS.length - 1; i >= 0; i--) {
            uuid.insert(UUID_PARTS[i], '-');
        }
        return UUID.fromString(uuid.toString()).toString();
    }

    private String type() {
        return table.column(column).orElseThrow().type();
    }

    /** A condition: an expression is one of some ids. */
    String isAnyOf(String expression, Collection<String> ids) {
        String array = ids.stream()
                .map(id -> '"' + id.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
        String type = INTEGERS.contains(type()) ? "bigint" : type().equals("uuid") ? "uuid" : "text";
        return "%s = ANY (%s::%s[])".formatted(expression, Sql.literal(array), type);
    }

    /** A query for those of some ids that the target's table has. */
    String inTarget(Collection<String> ids) {
        String expression = "t." + quoted(column);
        return "SELECT %s::text FROM %s t WHERE %s".formatted(expression, table.scan(), isAnyOf(expression, ids));
    }

    /** The ids that can be looked up. */
    Set<String> canonical(Collection<String> ids) {
        Set<String> canonical = new HashSet<>();
        for (String id : ids) {
            String each = canonical(id);
            if (each != null) {
                canonical.add(each);
            }
        }
        return canonical;
    }

    @Override
    public String toString() {
        return table.qualifiedName();
    }
}
