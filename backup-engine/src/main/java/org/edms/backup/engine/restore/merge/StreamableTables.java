package org.edms.backup.engine.restore.merge;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.target.Sql;

/**
 * Chooses the tables whose rows are streamed. The target has no rows of such a table, so that all rows are new and keep their keys;
 * and all that may change in a row are references, by maps that fit into memory.
 */
final class StreamableTables {

    /** How many rows may have their keys in memory at once. */
    private static final long MAX_KEYS_IN_MEMORY = 300_000;

    private final MergePlan plan;
    private final Catalog packaged;
    private final GenericReferences generic;
    private final MergedFiles files;
    private final Set<Table.Name> chosen = new LinkedHashSet<>();

    private StreamableTables(MergePlan plan, Catalog packaged, GenericReferences generic, MergedFiles files) {
        this.plan = plan;
        this.packaged = packaged;
        this.generic = generic;
        this.files = files;
    }

    static Set<Table.Name> of(MergePlan plan, Catalog packaged, GenericReferences generic, MergedFiles files, Sql sql)
            throws SQLException {
        StreamableTables streamable = new StreamableTables(plan, packaged, generic, files);
        streamable.choose(sql);
        return streamable.chosen;
    }

    private void choose(Sql sql) throws SQLException {
        for (PlannedTable table : plan.tables()) {
            if (isPlain(table) && isSameOnBothSides(table) && rewritesEachColumnOnce(table) && !hasRows(table, sql)) {
                chosen.add(table.tableName());
            }
        }
        // A table that is not chosen is staged, and whatever references it needs a map.
        boolean fewer = true;
        while (fewer) {
            fewer = chosen.removeIf(
                    name -> !hasStreamableReferences(plan.tables().find(name).orElseThrow()));
        }
    }

    private static boolean hasRows(PlannedTable table, Sql sql) throws SQLException {
        return sql.holds("SELECT EXISTS (SELECT FROM %s)".formatted(table.scanTarget()));
    }

    private boolean isPlain(PlannedTable table) {
        return table.isWritten()
                && !generic.isTypeTable(table.target())
                && table.declared().isEmpty()
                && table.meaning().computed().isEmpty()
                && !identifiesOthers(table)
                && !files.mayRename(table.meaning())
                && !table.hasReferencedOnlyRows()
                && table.target().holdsRows()
                && (table.naturalKey().byContent() || table.naturalKey().guarded());
    }

    private boolean identifiesOthers(PlannedTable table) {
        return plan.tables()
                .where(each -> each.meaning().key().referencedBy() != null
                        && each.meaning()
                                .key()
                                .referencedBy()
                                .table()
                                .equals(table.target().name()))
                .findAny()
                .isPresent();
    }

    /** Then the rows read back are, byte for byte, the rows written. */
    private boolean isSameOnBothSides(PlannedTable table) {
        List<Table.Column> stored = table.target().storedColumns();
        return table.sources().stream()
                .allMatch(source -> source.columns().equals(table.packagedColumns())
                        && source.columns().size() == stored.size()
                        && stored.stream()
                                .allMatch(column -> table.has(column.name())
                                        && typeIn(source, column).equals(column.type())));
    }

    private String typeIn(Manifest.Table source, Table.Column column) {
        return packaged.table(source.schema(), source.name())
                .flatMap(table -> table.column(column.name()))
                .map(Table.Column::type)
                .orElse("");
    }

    private boolean rewritesEachColumnOnce(PlannedTable table) {
        List<String> columns = new ArrayList<>();
        table.parents().forEach(reference -> columns.addAll(reference.columns()));
        table.meaning().references().generic().forEach(reference -> columns.add(reference.id()));
        columns.addAll(table.meaning().onNull().keySet());
        boolean plain = table.meaning().onNull().values().stream()
                .allMatch(value -> value.chars().allMatch(each -> each >= ' ' && each <= '~' && each != '\\'));
        return plain && new HashSet<>(columns).size() == columns.size();
    }

    private boolean hasStreamableReferences(PlannedTable table) {
        Set<PlannedTable> inMemory = new HashSet<>();
        for (PlannedTable.ParentReference reference : table.parents()) {
            PlannedTable parent = plan.tables().parent(reference).orElse(null);
            boolean unchanged = parent == null || chosen.contains(parent.tableName());
            if (!isCheckedByTarget(table, reference) || !(unchanged || isMappable(table, reference, parent))) {
                return false;
            }
            if (!unchanged) {
                inMemory.add(parent);
            }
        }
        if (generic.areDefined() && !table.meaning().references().generic().isEmpty()) {
            plan.tables()
                    .where(each -> !chosen.contains(each.tableName())
                            && !generic.typesOf(each).isEmpty())
                    .forEach(inMemory::add);
        }
        return inMemory.stream().mapToLong(PlannedTable::packagedRows).sum() <= MAX_KEYS_IN_MEMORY;
    }

    private static boolean isMappable(PlannedTable table, PlannedTable.ParentReference reference, PlannedTable parent) {
        return !parent.hasReferencedOnlyRows()
                && reference.columns().size() == 1
                && parent.hasAll(reference.referencedColumns())
                && reference.columns().stream().noneMatch(table.remappable()::contains);
    }

    /** Whether the target has the same foreign key: before the commit, all of those are checked. */
    private static boolean isCheckedByTarget(PlannedTable table, PlannedTable.ParentReference reference) {
        return table.target().foreignKeys().stream()
                .anyMatch(key -> key.validated() && key.columns().equals(reference.columns()));
    }
}
