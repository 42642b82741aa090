package org.edms.backup.engine.references;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.Place;
import org.edms.backup.engine.model.ReferencePlace;

/** Finds the places in the columns of a sample at which values look like ids. */
final class PlaceScanner {

    private static final int MOST_PLACES = 300;
    private static final int LONGEST_TEXT_ID = 120;
    private static final int FEWEST_ROWS_OF_A_TEMPLATE = 5;
    private static final double SHARE_OF_A_TEMPLATE = 0.5;

    private final TableSample sample;
    private final String column;
    private final Map<Place, IdOccurrences> places = new LinkedHashMap<>();
    private final Map<TemplateOfKind, IdOccurrences> templates = new HashMap<>();

    /** A text may contain a number and a UUID in places with the same template. */
    private record TemplateOfKind(String template, IdKind kind) {}

    private PlaceScanner(TableSample sample, String column) {
        this.sample = sample;
        this.column = column;
    }

    static List<IdOccurrences> scan(TableSample sample, Table.Column column) {
        PlaceScanner scanner = new PlaceScanner(sample, column.name());
        ColumnKind kind = ColumnKind.of(column);
        int values = 0;
        for (String[] row : sample.rows()) {
            String value = sample.value(row, column.name());
            if (value != null && !value.isBlank()) {
                values++;
                scanner.scan(row, kind, value.strip());
            }
        }
        scanner.countSingleIdsAsLists();
        List<IdOccurrences> found = new ArrayList<>(scanner.places.values());
        found.addAll(scanner.commonTemplates(values));
        return found;
    }

    private void scan(String[] row, ColumnKind kind, String value) {
        switch (kind) {
            case INTEGER, UUID -> add(row, new Place.Whole(), List.of(), value);
            case ARRAY ->
                JsonIds.parse(value)
                        .ifPresent(array -> JsonIds.visit(
                                array, (path, names, element) -> add(row, new Place.Element(), List.of(), element)));
            case JSON -> JsonIds.parse(value).ifPresent(json -> scanJson(row, json));
            case TEXT -> scanText(row, value);
            case OTHER -> {}
        }
    }

    private void scanJson(String[] row, JsonNode json) {
        JsonIds.visit(json, (path, names, value) -> {
            if (places.size() < MOST_PLACES && isPossible(value)) {
                add(row, new Place.JsonPath(path), names, value);
            }
        });
    }

    private void scanText(String[] row, String value) {
        if (value.startsWith("{") || value.startsWith("[")) {
            Optional<JsonNode> json = JsonIds.parse(value);
            if (json.isPresent()) {
                scanJson(row, json.get());
                return;
            }
        }
        boolean mayContainId = TextIds.hasDigit(value);
        String separator = mayContainId ? TextIds.separator(value) : null;
        if (separator != null) {
            TextIds.parts(value).forEach(part -> add(row, new Place.Delimited(separator), List.of(), part));
            return;
        }
        if (isPossible(value)) {
            add(row, new Place.Whole(), List.of(), value);
        }
        if (mayContainId && !IdKind.isId(value)) {
            for (TextIds.Slot slot : TextIds.slots(value)) {
                slot.templates().forEach(template -> addToTemplate(row, template, slot.id()));
            }
        }
    }

    private static boolean isPossible(String value) {
        return !value.isEmpty() && value.length() <= LONGEST_TEXT_ID && value.indexOf(' ') < 0;
    }

    private void add(String[] row, Place place, List<String> names, String value) {
        places.computeIfAbsent(place, any -> {
                    List<String> all = new ArrayList<>(List.of(column));
                    all.addAll(names);
                    return new IdOccurrences(sample, place(place), all);
                })
                .add(row, plain(value));
    }

    private void addToTemplate(String[] row, String template, String id) {
        TemplateOfKind key = new TemplateOfKind(template, IdKind.of(id));
        if (templates.size() < MOST_PLACES || templates.containsKey(key)) {
            templates
                    .computeIfAbsent(
                            key,
                            any -> new IdOccurrences(
                                    sample, place(new Place.Template(template, false)), List.of(column)))
                    .add(row, id);
        }
    }

    /** A list with one element has no separator. */
    private void countSingleIdsAsLists() {
        IdOccurrences whole = places.get(new Place.Whole());
        Optional<IdOccurrences> list = places.values().stream()
                .filter(each -> each.place().place() instanceof Place.Delimited)
                .findFirst();
        if (whole != null && list.isPresent() && whole.values().stream().allMatch(IdKind::isId)) {
            places.remove(new Place.Whole());
            whole.rows().forEach((row, ids) -> ids.forEach(id -> list.get().add(row, id)));
        }
    }

    private List<IdOccurrences> commonTemplates(int values) {
        List<IdOccurrences> common = new ArrayList<>();
        Set<Map<String[], Set<String>>> seen = new HashSet<>();
        templates.entrySet().stream()
                .filter(each -> each.getValue().rows().size() >= FEWEST_ROWS_OF_A_TEMPLATE
                        && each.getValue().rows().size() >= SHARE_OF_A_TEMPLATE * values)
                .sorted(Comparator.comparing(each -> -each.getKey().template().length()))
                .filter(each -> seen.add(each.getValue().rows()))
                .forEach(each -> common.add(padded(each.getKey().template(), each.getValue())));
        return common;
    }

    /** Zeros in front of a number are part of the text around it. */
    private IdOccurrences padded(String template, IdOccurrences found) {
        Set<String> ids = found.values();
        int length = ids.iterator().next().length();
        boolean padded =
                ids.stream().anyMatch(id -> id.startsWith("0")) && ids.stream().allMatch(id -> id.length() == length);
        Place place = new Place.Template(
                padded && ids.stream().allMatch(id -> IdKind.of(id) == IdKind.INTEGER)
                        ? template.replace(TextIds.HOLE, "{id:%02d}".formatted(length))
                        : template,
                false);
        IdOccurrences plain = new IdOccurrences(sample, place(place), found.names());
        found.rows().forEach((row, values) -> values.forEach(id -> plain.add(row, plain(id))));
        return plain;
    }

    private ReferencePlace place(Place place) {
        return new ReferencePlace(sample.table().name(), column, place);
    }

    /** An id as the column of a key spells it. */
    static String plain(String id) {
        return switch (IdKind.of(id)) {
            case INTEGER -> Long.toString(Long.parseLong(id));
            case UUID -> id.toLowerCase(Locale.ROOT);
            case TEXT -> id;
        };
    }
}
