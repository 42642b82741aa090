package org.edms.backup.engine.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the section {@code fixtures} of the model file. */
final class FixtureSection {

    private static final Set<String> OF_A_MODEL =
            Set.of("table", "primaryKey", "key", "relations", "lists", "generic", "json");
    private static final Set<String> OF_A_LIST = Set.of("table", "own", "other", "to");
    private static final Set<String> OF_A_GENERIC = Set.of("type", "id");
    private static final String USUAL_PRIMARY_KEY = "id";

    private final Map<String, YamlNode> models;
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, FixtureModel.Shape> shapes = new LinkedHashMap<>();

    private FixtureSection(YamlNode section) {
        this.models = section.map();
    }

    static FixtureModel parse(YamlNode section) {
        FixtureSection parser = new FixtureSection(section);
        parser.models.forEach(parser::name);
        parser.models.forEach((label, node) -> parser.shapes.put(label, parser.shape(label, node)));
        parser.models.forEach((label, node) -> parser.refuseCycle(label, node, new HashSet<>()));
        return new FixtureModel(parser.shapes);
    }

    private void name(String label, YamlNode node) {
        YamlNode table = required(node, node.map(OF_A_MODEL), "table");
        String other = labels.put(table.text(), label);
        if (other != null) {
            throw table.wrong("\"" + table.text() + "\" is the table of " + other + " already");
        }
    }

    private FixtureModel.Shape shape(String label, YamlNode node) {
        Map<String, YamlNode> parts = node.map(OF_A_MODEL);
        Map<String, String> relations = new LinkedHashMap<>();
        if (parts.containsKey("relations")) {
            parts.get("relations").map().forEach((field, table) -> relations.put(field, known(table)));
        }
        Map<String, FixtureModel.Join> lists = new LinkedHashMap<>();
        if (parts.containsKey("lists")) {
            parts.get("lists").map().forEach((field, list) -> lists.put(field, join(list)));
        }
        YamlNode primaryKey = parts.get("primaryKey");
        return new FixtureModel.Shape(
                label,
                parts.get("table").text(),
                primaryKey == null ? USUAL_PRIMARY_KEY : primaryKey.text(),
                texts(parts.get("key")),
                relations,
                lists,
                parts.containsKey("generic") ? generic(parts.get("generic"), relations) : null,
                Set.copyOf(texts(parts.get("json"))));
    }

    private FixtureModel.Join join(YamlNode node) {
        Map<String, YamlNode> parts = node.map(OF_A_LIST);
        return new FixtureModel.Join(
                required(node, parts, "table").text(),
                required(node, parts, "own").text(),
                required(node, parts, "other").text(),
                known(required(node, parts, "to")));
    }

    private static FixtureModel.Generic generic(YamlNode node, Map<String, String> relations) {
        Map<String, YamlNode> parts = node.map(OF_A_GENERIC);
        YamlNode type = required(node, parts, "type");
        if (!relations.containsKey(type.text())) {
            throw type.wrong("\"" + type.text() + "\" is not one of the relations");
        }
        return new FixtureModel.Generic(type.text(), required(node, parts, "id").text());
    }

    /** A key that depends on itself cannot be resolved. */
    private void refuseCycle(String label, YamlNode node, Set<String> above) {
        if (!above.add(label)) {
            throw node.wrong("the key of " + label + " needs itself");
        }
        FixtureModel.Shape shape = shapes.get(label);
        for (String field : shape.key()) {
            String table = shape.relations().get(field);
            if (table != null) {
                refuseCycle(labels.get(table), node, above);
            }
        }
        above.remove(label);
    }

    private String known(YamlNode table) {
        if (!labels.containsKey(table.text())) {
            throw table.wrong("\"" + table.text() + "\" is not the table of any model");
        }
        return table.text();
    }

    private static YamlNode required(YamlNode node, Map<String, YamlNode> parts, String name) {
        if (!parts.containsKey(name)) {
            throw node.wrong("\"" + name + "\" is missing");
        }
        return parts.get(name);
    }

    private static List<String> texts(YamlNode node) {
        return node == null ? List.of() : node.texts();
    }
}
