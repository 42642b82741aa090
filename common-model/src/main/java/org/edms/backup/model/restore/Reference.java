package org.edms.backup.model.restore;

import java.util.Objects;

/**
 * An unresolved reference: the referenced row is neither in the package nor in the target.
 *
 * @param row the natural key of the referencing row, and {@code target} that of the referenced one
 * @param stub whether a stub was created for it
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
