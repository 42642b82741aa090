package org.edms.backup.engine.references;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.Place;
import org.edms.backup.engine.model.ReferencePlace;

/** The line of a model that declares a reference, an element of {@code references} of its table. */
final class ModelLine {

    private ModelLine() {}

    static String of(Verdict.Suspect suspect) {
        ReferencePlace place = suspect.place().place();
        return "- { column: %s, %s%s }".formatted(scalar(place.column()), tables(suspect), where(place.place()));
    }

    private static String tables(Verdict.Suspect suspect) {
        if (suspect.typed() != null) {
            return "type: " + scalar(suspect.typed().column()) + tablesByType(suspect.typed());
        }
        List<String> names = suspect.keys().stream()
                .map(key -> key.table().name())
                .distinct()
                .toList();
        if (names.size() > 1 && suspect.keys().stream().allMatch(ModelLine::isDifferentInEachTable)) {
            return "table: [%s]".formatted(names.stream().map(ModelLine::scalar).collect(Collectors.joining(", ")));
        }
        CandidateKey key = suspect.keys().get(0);
        return "table: " + scalar(key.table().name()) + (isPrimary(key) ? "" : ", to: " + scalar(key.column()));
    }

    /** Random ids, unlike numbers, tell by themselves which of several tables they belong to. */
    private static boolean isDifferentInEachTable(CandidateKey key) {
        return isPrimary(key)
                && key.table()
                        .column(key.column())
                        .filter(column -> column.type().equals("uuid"))
                        .isPresent();
    }

    private static boolean isPrimary(CandidateKey key) {
        return key.table().primaryKey() != null
                && key.table().primaryKey().columns().contains(key.column());
    }

    /** The ids of types differ from system to system, so that the model names the types in {@code genericTypes}. */
    private static String tablesByType(TypedIds.Typed typed) {
        boolean text = typed.labels().entrySet().stream()
                .allMatch(each -> each.getKey().equals(each.getValue()));
        Map<String, String> tables = new TreeMap<>();
        typed.keys().forEach((type, key) -> tables.put(type, key.table().name()));
        return !text
                ? ""
                : ", tables: { %s }"
                        .formatted(tables.entrySet().stream()
                                .map(each -> scalar(each.getKey()) + ": " + scalar(each.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private static String where(Place place) {
        if (place instanceof Place.JsonPath json) {
            return ", json: " + quoted(json.path());
        }
        if (place instanceof Place.Delimited list) {
            return ", separator: " + quoted(list.separator());
        }
        return place instanceof Place.Template template
                ? ", %s: %s".formatted(template.anywhere() ? "within" : "template", quoted(template.template()))
                : "";
    }

    private static String scalar(String name) {
        return name.matches("[A-Za-z_][A-Za-z_0-9]*")
                        && !List.of("true", "false", "null", "yes", "no", "on", "off")
                                .contains(name)
                ? name
                : quoted(name);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
