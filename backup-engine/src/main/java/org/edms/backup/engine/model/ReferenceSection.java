package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the parts {@code references} and {@code json} of a table. */
final class ReferenceSection {

    private static final Set<String> PARTS = Set.of(
            "column",
            "table",
            "type",
            "tables",
            "to",
            "separator",
            "template",
            "within",
            "json",
            "missing",
            "dismissed");
    private static final List<String> PLACES = List.of("separator", "template", "within", "json");

    private final List<DeclaredReference> references = new ArrayList<>();
    private final List<String> dismissed = new ArrayList<>();

    /**
     * @param list the node of {@code references}; null if there is none
     * @param json the node of {@code json}; null if there is none
     */
    ReferenceSection(YamlNode list, YamlNode json) {
        if (list != null) {
            list.list().forEach(this::read);
        }
        if (json != null) {
            json.map()
                    .forEach((column, paths) -> paths.map()
                            .forEach((path, table) -> references.add(new DeclaredReference(
                                    column,
                                    place(table, () -> new Place.JsonPath(path)),
                                    table.text(),
                                    null,
                                    null,
                                    null,
                                    DeclaredReference.Missing.REFUSE))));
        }
    }

    List<DeclaredReference> references() {
        return references;
    }

    /** Columns that look like references, but are not. */
    List<String> dismissed() {
        return dismissed;
    }

    private void read(YamlNode node) {
        Map<String, YamlNode> parts = node.map(PARTS);
        if (!parts.containsKey("column")) {
            throw node.wrong("\"column\" names the column that holds the reference");
        }
        String column = parts.get("column").text();
        if (parts.containsKey("dismissed") && parts.get("dismissed").flag()) {
            dismissed.add(column);
            return;
        }
        if (parts.containsKey("table") == parts.containsKey("type")) {
            throw node.wrong("either \"table\" names the table, or \"type\" the column that says which table");
        }
        if (parts.containsKey("tables") && !parts.containsKey("type")) {
            throw node.wrong("\"tables\" needs \"type\"");
        }
        references.add(new DeclaredReference(
                column,
                place(node, parts),
                text(parts.get("table")),
                text(parts.get("type")),
                parts.containsKey("tables") ? tables(parts.get("tables")) : null,
                text(parts.get("to")),
                missing(parts.get("missing"))));
    }

    private static Place place(YamlNode node, Map<String, YamlNode> parts) {
        List<String> found = PLACES.stream().filter(parts::containsKey).toList();
        if (found.size() > 1) {
            throw node.wrong("only one of " + String.join(", ", found) + " is possible");
        }
        if (found.isEmpty()) {
            return new Place.Whole();
        }
        YamlNode value = parts.get(found.get(0));
        return place(value, () -> switch (found.get(0)) {
            case "separator" -> new Place.Delimited(value.text());
            case "json" -> new Place.JsonPath(value.text());
            default -> new Place.Template(value.text(), found.get(0).equals("within"));
        });
    }

    private static Place place(YamlNode node, Supplier<Place> place) {
        try {
            return place.get();
        } catch (IllegalArgumentException e) {
            throw node.wrong(e.getMessage());
        }
    }

    private static Map<String, String> tables(YamlNode node) {
        Map<String, String> tables = new HashMap<>();
        node.map().forEach((value, table) -> tables.put(value, table.isNull() ? "" : table.text()));
        return tables;
    }

    private static DeclaredReference.Missing missing(YamlNode node) {
        if (node == null) {
            return DeclaredReference.Missing.REFUSE;
        }
        return Stream.of(DeclaredReference.Missing.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(node.text()))
                .findFirst()
                .orElseThrow(() -> node.wrong("expected refuse, keep or clear, not \"" + node.text() + "\""));
    }

    private static String text(YamlNode node) {
        return node == null ? null : node.text();
    }
}
