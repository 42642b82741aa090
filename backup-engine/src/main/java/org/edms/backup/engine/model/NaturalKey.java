package org.edms.backup.engine.model;

import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;

/**
 * How rows of a table are matched across systems.
 *
 * @param how rows are recognised
 * @param key the columns by which they are; for {@link How#CONTENT} all that can be compared
 * @param uuid a column that holds one and the same value wherever the row is; null when there is none
 * @param surrogates columns that a system numbers as it likes: their values mean nothing elsewhere
 * @param guarded whether a constraint keeps two rows from having the same key
 * @param why these columns, for people
 */
public record NaturalKey(
        Table table, How how, List<String> key, String uuid, Set<String> surrogates, boolean guarded, String why) {

    /** How a row is recognised. */
    public enum How {
        KEY,
        CONTENT
    }

    public NaturalKey {
        key = List.copyOf(key);
        surrogates = Set.copyOf(surrogates);
    }

    public boolean byContent() {
        return how == How.CONTENT;
    }

    /** Whether a row is recognised by the row above it, of the same table. */
    public boolean hasParentInKey() {
        return how == How.KEY
                && table.foreignKeys().stream()
                        .filter(foreignKey -> foreignKey.pointsTo(table))
                        .anyMatch(foreignKey -> key.stream().anyMatch(foreignKey.columns()::contains));
    }
}
