package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the parts {@code references}, {@code json} and {@code genericReferences} of a table. */
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

    private static final Set<String> PARTS_OF_GENERIC_REFERENCE = Set.of("type", "id");

    private final List<DeclaredReference> declared = new ArrayList<>();
    private final List<String> dismissed = new ArrayList<>();

    /** @param table the parts of the table */
    static TableModel.References parse(YamlParts table) {
        ReferenceSection section = new ReferenceSection();
        if (table.has("references")) {
            table.get("references").list().forEach(section::read);
        }
        if (table.has("json")) {
            table.get("json").map().forEach(section::readJson);
        }
        return new TableModel.References(
                table.list("genericReferences", ReferenceSection::genericReference),
                section.declared,
                section.dismissed);
    }

    private static TableModel.GenericReference genericReference(YamlNode node) {
        YamlParts parts = new YamlParts(node, PARTS_OF_GENERIC_REFERENCE);
        if (!parts.names().equals(PARTS_OF_GENERIC_REFERENCE)) {
            throw parts.wrong("\"type\" and \"id\" name the columns");
        }
        return new TableModel.GenericReference(parts.text("type"), parts.text("id"));
    }

    private void readJson(String column, YamlNode paths) {
        paths.map()
                .forEach((path, table) -> declared.add(new DeclaredReference(
                        column,
                        place(table, () -> new Place.JsonPath(path)),
                        List.of(table.text()),
                        null,
                        null,
                        null,
                        DeclaredReference.Missing.REFUSE)));
    }

    private void read(YamlNode node) {
        YamlParts parts = new YamlParts(node, PARTS);
        String column = parts.required("column", "\"column\" names the column that holds the reference")
                .text();
        if (parts.flag("dismissed")) {
            dismissed.add(column);
            return;
        }
        if (parts.has("table") == parts.has("type")) {
            throw parts.wrong("either \"table\" names the table, or \"type\" the column that says which table");
        }
        if (parts.has("tables") && !parts.has("type")) {
            throw parts.wrong("\"tables\" needs \"type\"");
        }
        declared.add(new DeclaredReference(
                column,
                place(parts),
                candidates(parts.get("table")),
                parts.text("type"),
                parts.has("tables") ? parts.values("tables", table -> table.isNull() ? "" : table.text()) : null,
                parts.text("to"),
                parts.constant("missing", DeclaredReference.Missing.class)));
    }

    private static List<String> candidates(YamlNode table) {
        if (table == null) {
            return List.of();
        }
        return table.isText() ? List.of(table.text()) : table.texts();
    }

    private static Place place(YamlParts parts) {
        List<String> found = PLACES.stream().filter(parts::has).toList();
        if (found.size() > 1) {
            throw parts.wrong("only one of " + String.join(", ", found) + " is possible");
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
}
