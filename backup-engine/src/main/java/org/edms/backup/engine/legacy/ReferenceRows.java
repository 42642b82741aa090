package org.edms.backup.engine.legacy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.model.FixtureModel.Shape;

/** Rows that others point to and that are not in the file: all that is known of them is their key. */
final class ReferenceRows {

    private final Map<Shape, List<Row>> rows = new LinkedHashMap<>();

    private record Row(long key, List<String> parts) {}

    void add(Shape shape, long key, List<String> parts) {
        rows.computeIfAbsent(shape, any -> new ArrayList<>()).add(new Row(key, parts));
    }

    long count(Shape shape) {
        return rows.getOrDefault(shape, List.of()).size();
    }

    Set<Shape> shapes() {
        return rows.keySet();
    }

    static List<String> columns(Shape shape) {
        List<String> columns = new ArrayList<>(List.of(shape.primaryKey()));
        shape.key().stream()
                .filter(field -> !field.equals(shape.primaryKey()))
                .map(shape::column)
                .forEach(columns::add);
        return columns;
    }

    /** Takes the values of the columns of a row. */
    @FunctionalInterface
    interface Sink {
        void accept(Shape shape, List<String> values) throws IOException;
    }

    void forEach(PrimaryKeys keys, Sink sink) throws IOException {
        for (Map.Entry<Shape, List<Row>> table : rows.entrySet()) {
            for (Row row : table.getValue()) {
                List<String> values = new ArrayList<>();
                values.add(keys.text(row.key()));
                row.parts().forEach(part -> values.add(KeyPart.text(part, keys)));
                sink.accept(table.getKey(), values);
            }
        }
    }
}
