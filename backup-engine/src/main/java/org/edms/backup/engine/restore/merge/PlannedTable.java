package org.edms.backup.engine.restore.merge;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.DeclaredReference;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.Place;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.model.restore.OnMatch;

/**
 * A table of the target that receives rows of the package, or whose rows they reference. This is the first of three stages; each
 * adds what its step has found out, and none changes: {@code PlannedTable}, {@link StagedTable}, {@link MatchedTable}.
 */
public sealed class PlannedTable permits StagedTable {

    /** The column of a staging table that says whether its row is only the key of a row that others reference. */
    static final String LOOKED_UP = Sql.quoted("#looked up");

    /** What happens to the rows. */
    enum Role {
        WRITTEN,

        /** They are only matched, because other rows reference them. */
        REFERENCED
    }

    /** A foreign key and the table of the target that it references. */
    public record ParentReference(List<String> columns, Table parent, List<String> referencedColumns) {

        /** Returns whether it is by a generated id: the package does not have the row that it had in the other system. */
        public boolean isMeaninglessElsewhere() {
            return parent.columns().stream()
                    .filter(column -> column.numbered() || column.type().equals("uuid"))
                    .map(Table.Column::name)
                    .anyMatch(referencedColumns::contains);
        }
    }

    private final NaturalKey naturalKey;
    private final TableModel meaning;
    private final Role role;
    private final List<Manifest.Table> sources;
    private final List<String> packagedColumns;
    private final List<String> columns;
    private final List<ParentReference> parents;
    private final Set<String> remappable;

    /**
     * @param dropped columns that the user omits
     * @param referenced columns of this table that other tables reference
     */
    PlannedTable(
            NaturalKey naturalKey,
            TableModel meaning,
            Role role,
            List<Manifest.Table> sources,
            Set<String> dropped,
            List<ParentReference> parents,
            Set<String> referenced) {
        this.naturalKey = naturalKey;
        this.meaning = meaning;
        this.role = role;
        this.sources = List.copyOf(sources);
        Set<String> packaged = new LinkedHashSet<>();
        sources.forEach(source -> packaged.addAll(source.columns()));
        this.packagedColumns = List.copyOf(packaged);
        this.columns = naturalKey.table().storedColumns().stream()
                .map(Table.Column::name)
                .filter(column -> packaged.contains(column) && !dropped.contains(column))
                .toList();
        this.parents = List.copyOf(parents);
        this.remappable = remappable(referenced);
    }

    PlannedTable(PlannedTable planned) {
        this.naturalKey = planned.naturalKey;
        this.meaning = planned.meaning;
        this.role = planned.role;
        this.sources = planned.sources;
        this.packagedColumns = planned.packagedColumns;
        this.columns = planned.columns;
        this.parents = planned.parents;
        this.remappable = planned.remappable;
    }

    private Set<String> remappable(Set<String> referenced) {
        Set<String> names = new LinkedHashSet<>(primaryKey());
        names.addAll(referenced);
        if (naturalKey.uuid() != null) {
            names.add(naturalKey.uuid());
        }
        names.removeIf(column -> !has(column) && !naturalKey.surrogates().contains(column));
        return Collections.unmodifiableSet(names);
    }

    public final Table target() {
        return naturalKey.table();
    }

    public final Table.Name tableName() {
        return target().tableName();
    }

    /** The name of the table in messages. */
    public final String name() {
        return target().qualifiedName();
    }

    /** The columns of the primary key; empty if there is none. */
    public final List<String> primaryKey() {
        return target().primaryKey() == null ? List.of() : target().primaryKey().columns();
    }

    public final NaturalKey naturalKey() {
        return naturalKey;
    }

    /** The columns of the natural key; empty if rows are matched by their content. */
    final List<String> keyColumns() {
        return naturalKey.byContent() ? List.of() : naturalKey.key();
    }

    public final TableModel meaning() {
        return meaning;
    }

    public final boolean isWritten() {
        return role == Role.WRITTEN;
    }

    /** Whether the table can get rows: its own, or stubs for missing ones. */
    final boolean canGetRows() {
        return isWritten() || meaning.stub() != null;
    }

    /** Whether some rows are only keys of rows that others reference: they are matched, but not restored. */
    final boolean hasReferencedOnlyRows() {
        return !isWritten() || sources.stream().anyMatch(Manifest.Table::referencesOnly);
    }

    /** Whether a row that others reference gets a stub if it is missing. */
    final boolean canGetStubs() {
        return hasReferencedOnlyRows() && meaning.stub() != null;
    }

    /** A condition on a staged row {@code s}: it is to be restored. */
    final String restorableRows() {
        return isWritten() && hasReferencedOnlyRows() ? "NOT s." + LOOKED_UP : "true";
    }

    public final List<Manifest.Table> sources() {
        return sources;
    }

    /** All columns of the package. */
    final List<String> packagedColumns() {
        return packagedColumns;
    }

    /** The columns that package and target have, and that can be written. */
    public final List<String> columns() {
        return columns;
    }

    public final boolean has(String column) {
        return columns.contains(column);
    }

    public final boolean hasAll(List<String> names) {
        return columns.containsAll(names);
    }

    final String type(String column) {
        return target().column(column).map(Table.Column::type).orElse("text");
    }

    final boolean isNotNull(String column) {
        return target().column(column).orElseThrow().notNull();
    }

    public final boolean isBlanked(String column) {
        return sources.stream().anyMatch(source -> source.blanked().contains(column));
    }

    /** Whether a matched row keeps the target's value: a secret belongs to the system that it opens, a key to the files there. */
    public final boolean keepsTargetValue(String column) {
        return isBlanked(column)
                || meaning.sensitive().containsKey(column)
                || meaning.files().keys().contains(column);
    }

    /** Whether the values of a column depend on other rows, so that they are computed again. */
    public final boolean isComputed(String column) {
        return meaning.computed().contains(column);
    }

    /** What happens to matched rows that differ, if the options of the restore ask for {@code option}. */
    final OnMatch onMatch(OnMatch option) {
        return meaning.onMatch(option);
    }

    /** Whether a column of both sides holds the time of a row's last change. */
    final boolean hasChangeTime() {
        return meaning.changedAt() != null && has(meaning.changedAt());
    }

    /** How many rows the package has. */
    public final long packagedRows() {
        return sources.stream().mapToLong(Manifest.Table::rows).sum();
    }

    /** How the target's rows are read: without those of tables that inherit from it. */
    public final String scanTarget() {
        return target().scan();
    }

    public final List<ParentReference> parents() {
        return parents;
    }

    public final boolean isParentOf(ParentReference reference) {
        return reference.parent().tableName().equals(tableName());
    }

    /** The declared references that are not like foreign keys: ids inside of values, or of several tables. */
    public final List<DeclaredReference> declared() {
        return meaning.references().declared().stream()
                .filter(reference -> has(reference.column()) && !isBlanked(reference.column()))
                .filter(reference -> !(reference.place() instanceof Place.Whole)
                        || parents.stream().noneMatch(parent -> parent.columns().equals(List.of(reference.column()))))
                .map(reference -> reference.in(target()))
                .toList();
    }

    /** Columns that identify a row within one system or that others reference: a matched row keeps the target's values. */
    public final Set<String> remappable() {
        return remappable;
    }

    @Override
    public final String toString() {
        return name();
    }
}
