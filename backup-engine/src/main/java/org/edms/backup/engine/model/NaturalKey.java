package org.edms.backup.engine.model;

import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;

/**
 * How rows of a table are matched across systems.
 *
 * @param how the kind of match
 * @param key the columns that are compared; for {@link How#CONTENT}, all comparable columns
 * @param uuid a column whose value is the same in every system; null if there is none
 * @param surrogates columns with values assigned by each system, which have no meaning elsewhere
 * @param nullsEqual whether NULL in the key is a value like any other; otherwise such rows are matched by their content
 * @param guarded whether a constraint makes the key unique
 * @param why the reason for these columns, for people
 */
public record NaturalKey(
        Table table,
        How how,
        List<String> key,
        boolean nullsEqual,
        String uuid,
        Set<String> surrogates,
        boolean guarded,
        String why) {

    /** How a row is matched. */
    public enum How {
        KEY,
        CONTENT,

        /** The table has at most one row. */
        SINGLE
    }

    public NaturalKey {
        key = List.copyOf(key);
        surrogates = Set.copyOf(surrogates);
    }

    public boolean byContent() {
        return how == How.CONTENT;
    }

    public boolean isSingle() {
        return how == How.SINGLE;
    }

    /** Returns whether the key of a row contains its parent row in the same table. */
    public boolean hasParentInKey() {
        return how == How.KEY
                && table.foreignKeys().stream()
                        .filter(foreignKey -> foreignKey.pointsTo(table))
                        .anyMatch(foreignKey -> key.stream().anyMatch(foreignKey.columns()::contains));
    }
}
