package org.edms.backup.engine.restore.merge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.target.Sql;

/** A table of the target with the rows that the package has for it, and what is found out about them on the way. */
public final class StagedTable {

    /** The number that the staging table gives to each row. */
    static final String ROW = Sql.quoted("#row");

    /** Whether a row is but the key of a row that others point to. */
    static final String LOOKED_UP = Sql.quoted("#looked up");

    /** What becomes of the rows. */
    enum Role {
        WRITTEN,

        /** They are but looked up, because others point to them. */
        REFERENCED
    }

    /**
     * A foreign key, with the table that it points to.
     *
     * @param staged that table's rows in the package; null when it has none
     * @param target that table in the target
     */
    record Link(List<String> columns, StagedTable staged, Table target, List<String> referenced) {

        /** Whether what it points to is known by a number that another system gave. */
        boolean pointsToNumbers(Set<String> numbered) {
            return referenced.stream().anyMatch(numbered::contains);
        }
    }

    private final Table target;
    private final NaturalKey identity;
    private final TableModel meaning;
    private final Role role;
    private final List<Manifest.Table> sources;
    private final List<String> packaged;
    private final Set<String> dropped;
    private final String staging;
    private final String map;
    private List<Link> links = List.of();
    private Set<String> mobile = Set.of();

    private boolean streamed;
    private boolean fresh;
    private boolean mapped;
    private final Map<TableModel.GenericReference, Long> unknown = new HashMap<>();
    private final Map<String, Long> substituted = new HashMap<>();
    private final Set<String> moved = new HashSet<>();

    StagedTable(
            NaturalKey identity,
            TableModel meaning,
            Role role,
            List<Manifest.Table> sources,
            Set<String> dropped,
            String schema,
            int number) {
        this.target = identity.table();
        this.identity = identity;
        this.meaning = meaning;
        this.role = role;
        this.sources = sources;
        Set<String> columns = new LinkedHashSet<>();
        sources.forEach(source -> columns.addAll(source.columns()));
        this.packaged = List.copyOf(columns);
        this.dropped = dropped;
        this.staging = Sql.quoted(schema) + ".s" + number;
        this.map = Sql.quoted(schema) + ".i" + number;
    }

    Table target() {
        return target;
    }

    NaturalKey identity() {
        return identity;
    }

    TableModel meaning() {
        return meaning;
    }

    Role role() {
        return role;
    }

    boolean written() {
        return role == Role.WRITTEN;
    }

    /** Whether some rows are but keys of rows that others point to: they are looked up, and not restored. */
    boolean looksUp() {
        return !written() || sources.stream().anyMatch(Manifest.Table::referencesOnly);
    }

    /** A condition on a staged row, {@code s}: it is one to be restored. */
    String own() {
        return written() && looksUp() ? "NOT s." + LOOKED_UP : "true";
    }

    String name() {
        return target.qualifiedName();
    }

    List<Manifest.Table> sources() {
        return sources;
    }

    /** All columns that the package has. */
    List<String> packaged() {
        return packaged;
    }

    /** The columns that package and target have, and that can be written. */
    List<String> columns() {
        return target.storedColumns().stream()
                .map(Table.Column::name)
                .filter(packaged::contains)
                .filter(column -> !dropped.contains(column))
                .toList();
    }

    boolean has(String column) {
        return columns().contains(column);
    }

    boolean isBlanked(String column) {
        return sources.stream().anyMatch(source -> source.blanked().contains(column));
    }

    /** Whether a row that is found keeps the target's value: a secret belongs to the system that it opens. */
    boolean keepsTargetValue(String column) {
        return isBlanked(column) || meaning.sensitive().containsKey(column);
    }

    /** Whether a column says, on both sides, when a row was last changed. */
    boolean isDated() {
        return meaning.changedAt() != null && has(meaning.changedAt());
    }

    String type(String column) {
        return target.column(column).map(Table.Column::type).orElse("text");
    }

    /** The table that holds the rows of the package, quoted; there is none where they are streamed. */
    String staging() {
        return staging;
    }

    /** Where the rows of the package are by now: what names them here is as the package has it. */
    String rows() {
        return streamed ? only() : staging;
    }

    /** How many rows the package has. */
    long packagedRows() {
        return sources.stream().mapToLong(Manifest.Table::rows).sum();
    }

    /** Whether its rows go straight into the target, and are not staged. */
    boolean streamed() {
        return streamed;
    }

    void stream() {
        streamed = true;
    }

    /** Counts a value, seen on its way, that names a row which the package does not hold. */
    void namesUnknown(TableModel.GenericReference reference) {
        unknown.merge(reference, 1L, Long::sum);
    }

    long unknown(TableModel.GenericReference reference) {
        return unknown.getOrDefault(reference, 0L);
    }

    /** Counts a NULL, seen on its way, that the model replaces. */
    void substitutes(String column) {
        substituted.merge(column, 1L, Long::sum);
    }

    long substituted(String column) {
        return substituted.getOrDefault(column, 0L);
    }

    /** The table that holds, for rows of the package, which row of the target they are; quoted. */
    String map() {
        return map;
    }

    /** How the target's rows are read: without those of tables that inherit from it. */
    String only() {
        return target.kind() == Table.Kind.PARTITIONED ? target.quotedName() : "ONLY " + target.quotedName();
    }

    List<Link> links() {
        return links;
    }

    void link(List<Link> all) {
        links = List.copyOf(all);
    }

    /** Columns by which others may point here, or that name the row in this system: a row of the target keeps them. */
    Set<String> mobile() {
        return mobile;
    }

    void mobile(Set<String> columns) {
        mobile = columns;
    }

    /** Whether the target has no row. */
    boolean fresh() {
        return fresh;
    }

    void fresh(boolean isFresh) {
        fresh = isFresh;
    }

    /** Whether {@link #map()} exists: where it does not, every row is new and keeps its numbers. */
    boolean mapped() {
        return mapped;
    }

    void mapped(boolean isMapped) {
        mapped = isMapped;
    }

    /** Mobile columns of which some row has another value in the target than in the package. */
    Set<String> moved() {
        return moved;
    }

    static String old(String column) {
        return Sql.quoted("o:" + column);
    }

    static String now(String column) {
        return Sql.quoted("n:" + column);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StagedTable table && table.target.tableName().equals(target.tableName());
    }

    @Override
    public int hashCode() {
        return Objects.hash(target.tableName());
    }

    @Override
    public String toString() {
        return name();
    }
}
