package org.edms.backup.engine.references;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.Place;
import org.edms.backup.engine.model.ReferencePlace;

/**
 * The values that look like ids at one place of a sample.
 *
 * @param rows the values of each row that has some
 * @param names the words that say what the ids are, for example the last names of a JSON path
 * @param distinct the distinct values, by kind; each is a text too
 */
record IdOccurrences(
        TableSample sample,
        ReferencePlace place,
        List<String> names,
        Map<String[], Set<String>> rows,
        Map<IdKind, Set<String>> distinct) {

    IdOccurrences(TableSample sample, ReferencePlace place, List<String> names) {
        this(sample, place, names, new LinkedHashMap<>(), new EnumMap<>(IdKind.class));
    }

    void add(String[] row, String id) {
        rows.computeIfAbsent(row, any -> new HashSet<>(2)).add(id);
        boolean isNew =
                distinct.computeIfAbsent(IdKind.TEXT, any -> new HashSet<>()).add(id);
        if (isNew && IdKind.isId(id)) {
            distinct.computeIfAbsent(IdKind.of(id), any -> new HashSet<>()).add(id);
        }
    }

    Set<String> values() {
        return values(IdKind.TEXT);
    }

    /** The distinct values that a key of a kind may contain. */
    Set<String> values(IdKind kind) {
        return distinct.getOrDefault(kind, Set.of());
    }

    Table.Name table() {
        return sample.table().tableName();
    }

    boolean isTemplate() {
        return place.place() instanceof Place.Template;
    }
}
