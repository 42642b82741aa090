package org.edms.backup.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Maps the records of fixtures to rows. A fixture is a list of records, each of one model, in the format of the EDMS framework.
 *
 * @param shapes the mappings by model label
 */
public record FixtureModel(Map<String, Shape> shapes) {

    public FixtureModel {
        shapes = Map.copyOf(shapes);
    }

    /** Returns the mapping for an EDMS with unknown models. */
    public static FixtureModel none() {
        return new FixtureModel(Map.of());
    }

    public Optional<Shape> shape(String label) {
        return Optional.ofNullable(shapes.get(label));
    }

    /** Returns the mappings by table. */
    public Map<String, Shape> byTable() {
        return shapes.values().stream().collect(Collectors.toMap(Shape::table, Function.identity()));
    }

    /**
     * Maps the records of one model to rows of one table.
     *
     * @param primaryKey the field that records contain as {@code pk}
     * @param key the fields by which fixtures reference a row; empty if they never do
     * @param relations the fields that reference a row, and the table of that row
     * @param lists the fields that contain several rows of another table
     * @param generic null if no field contains the id of a row of any model
     * @param json the fields whose values are JSON
     */
    public record Shape(
            String label,
            String table,
            String primaryKey,
            List<String> key,
            Map<String, String> relations,
            Map<String, Join> lists,
            Generic generic,
            Set<String> json) {

        private static final String COLUMN_OF_A_RELATION = "_id";

        public Shape {
            Objects.requireNonNull(label);
            Objects.requireNonNull(table);
            Objects.requireNonNull(primaryKey);
            key = List.copyOf(key);
            relations = Map.copyOf(relations);
            lists = Map.copyOf(lists);
            json = Set.copyOf(json);
        }

        /** Returns whether fixtures reference a row only by its primary key. The primary key is then the same in every system. */
        public boolean keyIsPrimary() {
            return key.equals(List.of(primaryKey));
        }

        /** Returns whether the primary key is part of the key by which fixtures reference a row. */
        public boolean keyHoldsPrimary() {
            return key.contains(primaryKey);
        }

        public String column(String field) {
            return relations.containsKey(field) ? field + COLUMN_OF_A_RELATION : field;
        }
    }

    /** A table that joins two others: its column for the row that has the field, and its column for the other row. */
    public record Join(String table, String own, String other, String to) {}

    /** The field that names a model, and the field with the id of one of its rows. */
    public record Generic(String type, String id) {}
}
