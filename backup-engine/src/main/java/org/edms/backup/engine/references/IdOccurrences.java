package org.edms.backup.engine.references;

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
 */
record IdOccurrences(TableSample sample, ReferencePlace place, List<String> names, Map<String[], Set<String>> rows) {

    IdOccurrences(TableSample sample, ReferencePlace place, List<String> names) {
        this(sample, place, names, new LinkedHashMap<>());
    }

    void add(String[] row, String id) {
        rows.computeIfAbsent(row, any -> new HashSet<>()).add(id);
    }

    Set<String> values() {
        Set<String> values = new HashSet<>();
        rows.values().forEach(values::addAll);
        return values;
    }

    Table.Name table() {
        return sample.table().tableName();
    }

    boolean isTemplate() {
        return place.place() instanceof Place.Template;
    }
}
