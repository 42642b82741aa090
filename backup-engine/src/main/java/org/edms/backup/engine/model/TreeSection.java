package org.edms.backup.engine.model;

import java.util.List;
import java.util.Set;

/** Reads the part {@code tree} of a table. */
final class TreeSection {

    private static final Set<String> PARTS = Set.of("parent", "left", "right", "tree", "level", "order");

    private TreeSection() {}

    /** @param node null if the table is no tree */
    static Tree parse(YamlNode node) {
        if (node == null) {
            return null;
        }
        YamlParts parts = new YamlParts(node, PARTS);
        for (String part : List.of("parent", "left", "right")) {
            parts.required(part, "\"" + part + "\" of a tree names a column");
        }
        return new Tree.NestedSets(
                parts.text("parent"),
                parts.text("left"),
                parts.text("right"),
                parts.text("tree"),
                parts.text("level"),
                parts.texts("order"));
    }
}
