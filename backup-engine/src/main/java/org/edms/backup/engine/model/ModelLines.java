package org.edms.backup.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the line of a table or column in a model file, for error messages. */
final class ModelLines {

    private static final String TABLES = "tables";
    private static final String REFERENCES = "references";

    /** Short for references in JSON. */
    private static final String JSON = "json";

    private final Map<String, YamlNode> parts;
    private final Map<String, YamlNode> tables;

    private ModelLines(Map<String, YamlNode> parts) {
        this.parts = parts;
        this.tables = parts.containsKey(TABLES) ? parts.get(TABLES).map() : Map.of();
    }

    static ModelLines of(EdmsModel model) {
        if (model.text() == null) {
            return new ModelLines(Map.of());
        }
        return new ModelLines(YamlNode.parse(model.text()).map());
    }

    /** Returns the prefix of a message about a name in a part of the model, such as {@code leaveOut}. */
    String of(String part, String name) {
        return Optional.ofNullable(parts.get(part))
                .flatMap(node -> nodeOfColumn(node, name))
                .map(node -> "line " + node.line() + ": ")
                .orElse("");
    }

    /**
     * Returns the prefix of a message about a column: {@code line 12: }, or an empty string for a model without text.
     *
     * @param part the part of the table's entry, such as {@code key}
     */
    String of(String table, String part, String column) {
        YamlNode entry = tables.get(table);
        if (entry == null) {
            return "";
        }
        YamlNode found = entry.map().get(part);
        if (part.equals(REFERENCES)
                && (found == null || nodeOfColumn(found, column).isEmpty())
                && entry.map().containsKey(JSON)) {
            found = entry.map().get(JSON);
        }
        return "line " + (found == null ? entry : nodeOfColumn(found, column).orElse(found)).line() + ": ";
    }

    private static Optional<YamlNode> nodeOfColumn(YamlNode node, String column) {
        if (node.isText()) {
            return node.text().equals(column) ? Optional.of(node) : Optional.empty();
        }
        if (node.isList()) {
            return firstOf(node.list(), column);
        }
        Map<String, YamlNode> parts = node.map();
        return parts.containsKey(column)
                ? Optional.of(parts.get(column))
                : firstOf(List.copyOf(parts.values()), column);
    }

    private static Optional<YamlNode> firstOf(List<YamlNode> nodes, String column) {
        return nodes.stream()
                .flatMap(node -> nodeOfColumn(node, column).stream())
                .findFirst();
    }
}
