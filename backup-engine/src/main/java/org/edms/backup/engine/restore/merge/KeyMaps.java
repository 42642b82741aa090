package org.edms.backup.engine.restore.merge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;

/**
 * What is known about the keys of matched tables, from which {@link KeyRemapping} builds expressions.
 *
 * @param tables those matched so far
 * @param genericIds the table with the remapped ids of generic references, quoted; null if there are none
 * @param rewritten the tables with rewritten columns
 */
record KeyMaps(
        TableSet<MatchedTable> tables,
        GenericReferences generic,
        String genericIds,
        Map<Table.Name, RewrittenColumns> rewritten) {

    KeyMaps {
        rewritten = Map.copyOf(rewritten);
    }

    KeyMaps(TableSet<MatchedTable> tables, GenericReferences generic, String genericIds) {
        this(tables, generic, genericIds, Map.of());
    }

    KeyMaps with(MatchedTable table) {
        return new KeyMaps(tables.with(table), generic, genericIds, rewritten);
    }

    KeyMaps with(StagedTable table, RewrittenColumns columns) {
        Map<Table.Name, RewrittenColumns> more = new HashMap<>(rewritten);
        more.put(table.tableName(), columns);
        return new KeyMaps(tables, generic, genericIds, more);
    }

    Optional<RewrittenColumns> rewritten(StagedTable table) {
        return Optional.ofNullable(rewritten.get(table.tableName()));
    }

    /** The parent, if its rows have other values in a referenced column than in the package. */
    Optional<MatchedTable> remappedParent(PlannedTable.ParentReference reference) {
        return tables.parent(reference).filter(parent -> isRemapped(reference, parent.remapped()));
    }

    private static boolean isRemapped(PlannedTable.ParentReference reference, Set<String> remapped) {
        return reference.referencedColumns().stream().anyMatch(remapped::contains);
    }

    /** The column with the type, if a column holds ids of generic references that may be remapped. */
    Optional<String> typeColumn(PlannedTable table, String column) {
        return genericIds == null ? Optional.empty() : generic.typeColumn(table.meaning(), column);
    }
}
