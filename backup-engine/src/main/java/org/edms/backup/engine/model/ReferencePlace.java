package org.edms.backup.engine.model;

import java.util.Objects;

/**
 * Where references are: a column of a table, and a place in its values.
 *
 * @param table the name of the table in the schema of the model
 */
public record ReferencePlace(String table, String column, Place place) {

    public ReferencePlace {
        Objects.requireNonNull(table, "table of a reference");
        Objects.requireNonNull(column, "column of a reference");
        Objects.requireNonNull(place, "place of a reference");
    }

    @Override
    public String toString() {
        return "%s.%s %s".formatted(table, column, place).strip();
    }
}
