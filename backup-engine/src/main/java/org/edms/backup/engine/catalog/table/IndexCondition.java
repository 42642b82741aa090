package org.edms.backup.engine.catalog.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition of a partial index that compares columns with NULL.
 *
 * @param nulls the columns that are NULL
 * @param complete the columns that are not NULL
 */
record IndexCondition(List<String> nulls, List<String> complete) {

    private static final Pattern PART =
            Pattern.compile("\\(*(\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*) IS (NOT )?NULL\\)*");

    /**
     * Reads a condition as PostgreSQL prints it.
     *
     * @param condition null for an index of all rows
     * @return empty if the condition contains anything else
     */
    static Optional<IndexCondition> parse(String condition) {
        List<String> nulls = new ArrayList<>();
        List<String> complete = new ArrayList<>();
        for (String part : condition == null ? new String[0] : condition.split(" AND ", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            (matcher.group(2) == null ? nulls : complete).add(name(matcher.group(1)));
        }
        return Optional.of(new IndexCondition(nulls, complete));
    }

    private static String name(String printed) {
        return printed.startsWith("\"")
                ? printed.substring(1, printed.length() - 1).replace("\"\"", "\"")
                : printed;
    }

    /** Returns whether an index of these columns makes them unique in all rows: it omits only rows with NULL in a column. */
    boolean coversAll(List<String> columns) {
        return nulls.isEmpty() && columns.containsAll(complete);
    }

    /** Returns whether an index of these columns makes them unique among the rows with NULL in other columns. */
    boolean coversNulls(List<String> columns) {
        return !nulls.isEmpty() && complete.isEmpty() && nulls.stream().noneMatch(columns::contains);
    }
}
