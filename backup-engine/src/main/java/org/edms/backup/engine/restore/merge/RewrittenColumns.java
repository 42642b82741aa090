package org.edms.backup.engine.restore.merge;

import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.model.DeclaredReference;

/**
 * Columns of which some rows have other values in the target, because declared references in them are remapped.
 *
 * @param table the rows with their values of all these columns, quoted; a row that it lacks has the package's values
 * @param kept for each reference, how many unresolved ids stay
 */
record RewrittenColumns(String table, Set<String> columns, Map<DeclaredReference, Long> kept) {

    RewrittenColumns {
        columns = Set.copyOf(columns);
        kept = Map.copyOf(kept);
    }
}
