package org.edms.backup.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the records of fixtures map to rows. A fixture is a list of records, each of a model, as the framework of an EDMS
 * writes them.
 *
 * @param shapes by the label of the model
 */
public record FixtureModel(Map<String, Shape> shapes) {

    public FixtureModel {
        shapes = Map.copyOf(shapes);
    }

    /** For an EDMS of whose models nothing is known. */
    public static FixtureModel none() {
        return new FixtureModel(Map.of());
    }

    public Optional<Shape> shape(String label) {
        return Optional.ofNullable(shapes.get(label));
    }

    /** The models by their tables. */
    public Map<String, Shape> byTable() {
        return shapes.values().stream().collect(Collectors.toMap(Shape::table, Function.identity()));
    }

    /**
     * How records of one model become rows of one table.
     *
     * @param primaryKey the field that a record calls {@code pk}
     * @param key the fields by which fixtures refer to a row; empty when they never do
     * @param relations fields that point to a row, and the table of that row
     * @param lists fields that hold several rows of another table
     * @param generic null when no field holds the id of a row of any model
     * @param json fields that are JSON, whatever they hold
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

        /** Whether fixtures refer to a row by its primary key alone: then it is the same in every system. */
        public boolean keyIsPrimary() {
            return key.equals(List.of(primaryKey));
        }

        /** Whether a row's primary key is part of what fixtures refer to it by. */
        public boolean keyHoldsPrimary() {
            return key.contains(primaryKey);
        }

        public String column(String field) {
            return relations.containsKey(field) ? field + COLUMN_OF_A_RELATION : field;
        }
    }

    /** A table that joins two others: its column for the row whose field it is, and its column for the other row. */
    public record Join(String table, String own, String other, String to) {}

    /** The field that names a model, and the one that holds the id of one of its rows. */
    public record Generic(String type, String id) {}
}
