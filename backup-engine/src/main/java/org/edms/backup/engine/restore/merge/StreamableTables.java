package org.edms.backup.engine.restore.merge;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.target.Sql;

/**
 * Chooses the tables whose rows go straight into the target: it has no row of them, so that all are new and keep their numbers,
 * and nothing needs to be done to them but to send some of their references through maps that fit into memory.
 */
final class StreamableTables {

    /** Rows whose keys are held in memory at once. */
    private static final long MOST_KEYS = 300_000;

    private final MergePlan plan;
    private final Catalog packaged;
    private final EdmsModel model;
    private final Set<StagedTable> chosen = new LinkedHashSet<>();

    StreamableTables(MergePlan plan, Catalog packaged, EdmsModel model) {
        this.plan = plan;
        this.packaged = packaged;
        this.model = model;
    }

    void choose(Sql sql) throws SQLException {
        for (StagedTable table : plan.written().toList()) {
            if (isPlain(table) && isSameOnBothSides(table) && rewritesEachColumnOnce(table) && !holdsRows(table, sql)) {
                chosen.add(table);
            }
        }
        while (chosen.removeIf(table -> !pointsWell(table))) {
            // What is not chosen is staged, and what points to it needs a map.
        }
        chosen.forEach(StagedTable::stream);
    }

    private static boolean holdsRows(StagedTable table, Sql sql) throws SQLException {
        return sql.holds("SELECT EXISTS (SELECT FROM %s)".formatted(table.only()));
    }

    private boolean isPlain(StagedTable table) {
        boolean namesTypes = model.genericTypes() != null
                && table.target().name().equals(model.genericTypes().table());
        return !namesTypes
                && !table.looksUp()
                && table.target().holdsRows()
                && (table.identity().byContent() || table.identity().guarded());
    }

    /** So that rows read back are the bytes that were written. */
    private boolean isSameOnBothSides(StagedTable table) {
        List<Table.Column> stored = table.target().storedColumns();
        return table.sources().stream()
                .allMatch(source -> source.columns().equals(table.packaged())
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

    private boolean rewritesEachColumnOnce(StagedTable table) {
        List<String> columns = new ArrayList<>();
        table.links().forEach(link -> columns.addAll(link.columns()));
        table.meaning().genericReferences().forEach(reference -> columns.add(reference.id()));
        columns.addAll(table.meaning().onNull().keySet());
        boolean plain = table.meaning().onNull().values().stream()
                .allMatch(value -> value.chars().allMatch(each -> each >= ' ' && each <= '~' && each != '\\'));
        return plain && new HashSet<>(columns).size() == columns.size();
    }

    private boolean pointsWell(StagedTable table) {
        Set<StagedTable> looked = new HashSet<>();
        for (StagedTable.Link link : table.links()) {
            StagedTable parent = link.staged();
            boolean straight = parent == null || chosen.contains(parent);
            boolean well = straight
                    || (!parent.looksUp()
                            && link.columns().size() == 1
                            && parent.columns().containsAll(link.referenced())
                            && link.columns().stream().noneMatch(table.mobile()::contains));
            if (!well || !isChecked(table, link)) {
                return false;
            }
            if (!straight) {
                looked.add(parent);
            }
        }
        if (model.genericTypes() != null && !table.meaning().genericReferences().isEmpty()) {
            Set<String> named = Set.copyOf(model.genericTypes().tables().values());
            plan.tables().stream()
                    .filter(each -> !chosen.contains(each)
                            && named.contains(each.target().name()))
                    .forEach(looked::add);
        }
        return looked.stream().mapToLong(StagedTable::packagedRows).sum() <= MOST_KEYS;
    }

    /** Whether the target has that foreign key as well: all of those are checked in the end. */
    private static boolean isChecked(StagedTable table, StagedTable.Link link) {
        return table.target().foreignKeys().stream()
                .anyMatch(key -> key.validated() && key.columns().equals(link.columns()));
    }
}
