package org.edms.backup.engine.restore.target;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement with named placeholders such as {@code :table}, which are replaced with SQL. Nothing is quoted: pass identifiers
 * through {@link Sql#quoted} and strings through {@link Sql#literal}. A cast ({@code ::text}) is not a placeholder, and values
 * are not searched for placeholders.
 */
public final class SqlTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!:):([a-z]\\w*)");

    private final String text;
    private final Set<String> names;
    private final Map<String, String> values;

    private SqlTemplate(String text, Set<String> names, Map<String, String> values) {
        this.text = text;
        this.names = names;
        this.values = values;
    }

    public static SqlTemplate of(String text) {
        Set<String> names = new HashSet<>();
        PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return new SqlTemplate(text.strip(), names, Map.of());
    }

    /**
     * Returns a copy of this template with one more value.
     *
     * @throws IllegalArgumentException if the statement has no such placeholder, or the placeholder already has a value
     */
    public SqlTemplate with(String name, Object sql) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("No placeholder :" + name + " in: " + text);
        }
        Map<String, String> more = new HashMap<>(values);
        if (more.put(name, sql.toString()) != null) {
            throw new IllegalArgumentException("Placeholder :" + name + " has two values in: " + text);
        }
        return new SqlTemplate(text, names, more);
    }

    /**
     * Returns the complete statement.
     *
     * @throws IllegalStateException if a placeholder has no value
     */
    public String sql() {
        return PLACEHOLDER.matcher(text).replaceAll(placeholder -> Matcher.quoteReplacement(value(placeholder)));
    }

    private String value(MatchResult placeholder) {
        String value = values.get(placeholder.group(1));
        if (value == null) {
            throw new IllegalStateException("Placeholder " + placeholder.group() + " has no value in: " + text);
        }
        return value;
    }
}
