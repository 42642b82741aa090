package org.edms.backup.model.restore;

import java.util.Objects;

/**
 * A row that points to another which is neither in the package nor in the target.
 *
 * @param row the natural key of the row that points, and {@code target} of the one that it points to
 * @param stub whether a stub was made for it
 */
public record Reference(String table, String row, String column, String targetTable, String target, boolean stub) {

    public Reference {
        Objects.requireNonNull(table);
        Objects.requireNonNull(row);
        Objects.requireNonNull(column);
        Objects.requireNonNull(targetTable);
        Objects.requireNonNull(target);
    }
}
