package org.edms.backup.engine.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the part {@code tree} of a table. */
final class TreeSection {

    private static final String PARENT = "parent";
    private static final String DEFAULT_SEPARATOR = "/";

    /** The parts of each kind of tree, by the part that only this kind has. */
    private static final Map<String, Set<String>> KINDS = Map.of(
            "left", Set.of(PARENT, "left", "right", "tree", "level", "order"),
            "closure", Set.of(PARENT, "closure", "ancestor", "descendant", "depth"),
            "path", Set.of(PARENT, "path", "part", "separator", "level"));

    private static final Map<String, List<String>> REQUIRED = Map.of(
            "left", List.of(PARENT, "right"),
            "closure", List.of(PARENT, "ancestor", "descendant"),
            "path", List.of(PARENT, "part"));

    private TreeSection() {}

    /** @param node null if the table is no tree */
    static Tree parse(YamlNode node) {
        if (node == null) {
            return null;
        }
        Set<String> known = new HashSet<>();
        KINDS.values().forEach(known::addAll);
        YamlParts parts = new YamlParts(node, known);
        List<String> kinds = KINDS.keySet().stream().filter(parts::has).toList();
        if (kinds.size() != 1) {
            throw parts.wrong("a tree has one of \"left\", \"closure\" and \"path\"");
        }
        String kind = kinds.get(0);
        parts.names().stream()
                .filter(name -> !KINDS.get(kind).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw parts.get(name).wrong("\"%s\" does not go with \"%s\"".formatted(name, kind));
                });
        REQUIRED.get(kind).forEach(name -> parts.required(name, "\"" + name + "\" of a tree names a column"));
        return parse(kind, parts);
    }

    private static Tree parse(String kind, YamlParts parts) {
        String parent = parts.text(PARENT);
        return switch (kind) {
            case "left" ->
                new Tree.NestedSets(
                        parent,
                        parts.text("left"),
                        parts.text("right"),
                        parts.text("tree"),
                        parts.text("level"),
                        parts.texts("order"));
            case "closure" ->
                new Tree.Closure(
                        parent,
                        parts.text("closure"),
                        parts.text("ancestor"),
                        parts.text("descendant"),
                        parts.text("depth"));
            default ->
                new Tree.Paths(
                        parent,
                        parts.text("path"),
                        parts.text("part"),
                        parts.has("separator") ? parts.text("separator") : DEFAULT_SEPARATOR,
                        parts.text("level"));
        };
    }
}
