package org.edms.backup.engine.restore.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.DeclaredReference;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.Place;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.model.UnreadableValueException;
import org.edms.backup.engine.restore.merge.MergePlan;
import org.edms.backup.engine.restore.merge.PlannedTable;

/** Which columns of a table identify its rows, which are references, and which are values of their own. */
final class RowReading {

    private final PlannedTable table;
    private final List<Link> links = new ArrayList<>();
    private final List<Integer> keyLinks = new ArrayList<>();
    private final Optional<Link.ForeignKey> parent;
    private final List<String> keyValues = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final RowHash hash = new RowHash();
    private long referencesRead;

    RowReading(PlannedTable table, MergePlan plan, EdmsModel model) {
        this.table = table;
        Set<String> notCompared = columnsOfRowsElsewhere(plan);
        addLinks(plan, model);
        Set<String> linked = new LinkedHashSet<>();
        links.stream().filter(link -> !hasRemainder(link)).forEach(link -> linked.addAll(link.columns()));
        NaturalKey key = table.naturalKey();
        if (!key.byContent()) {
            IntStream.range(0, links.size())
                    .filter(i -> links.get(i).columns().stream().anyMatch(key.key()::contains))
                    .forEach(keyLinks::add);
        }
        this.parent = keyLinks.stream()
                .map(links::get)
                .filter(this::isToItself)
                .map(Link.ForeignKey.class::cast)
                .findFirst();
        parent.ifPresent(link -> keyLinks.remove((Integer) links.indexOf(link)));
        for (String column : table.columns()) {
            if (linked.contains(column) || notCompared.contains(column)) {
                continue;
            }
            if (key.key().contains(column) && !table.isBlanked(column)) {
                keyValues.add(column);
            } else if (!table.remappable().contains(column)
                    && !table.keepsTargetValue(column)
                    && !table.isComputed(column)
                    && !table.meaning().onNull().containsKey(column)) {
                values.add(column);
            }
        }
    }

    /** References by generated ids to tables that the package does not have: what they mean is unknown elsewhere. */
    private Set<String> columnsOfRowsElsewhere(MergePlan plan) {
        Set<String> columns = new LinkedHashSet<>();
        for (PlannedTable.ParentReference reference : table.parents()) {
            if (plan.tables().parent(reference).isEmpty() && reference.isMeaninglessElsewhere()) {
                columns.addAll(reference.columns());
            }
        }
        return columns;
    }

    private void addLinks(MergePlan plan, EdmsModel model) {
        Map<String, Table> byName = new TreeMap<>();
        plan.tables().targets().stream()
                .filter(each -> each.schema().equals(model.schema()))
                .forEach(each -> byName.put(each.name(), each));
        for (PlannedTable.ParentReference reference : table.parents()) {
            if (plan.tables().parent(reference).isPresent() && table.hasAll(reference.columns())) {
                links.add(new Link.ForeignKey(reference));
            }
        }
        List<DeclaredReference> namesFirst = table.declared().stream()
                .sorted(Comparator.comparing(reference -> !Link.Declared.isOfNames(reference)))
                .toList();
        for (DeclaredReference reference : namesFirst) {
            links.add(declared(
                    reference,
                    model,
                    byName,
                    namesFirst.stream()
                            .filter(other -> other.column().equals(reference.column()) && !other.equals(reference))
                            .map(other -> declared(other, model, byName, List.of()))
                            .toList()));
        }
        for (TableModel.GenericReference generic : table.meaning().references().generic()) {
            if (model.genericTypes() != null && table.has(generic.type()) && table.has(generic.id())) {
                DeclaredReference reference = new DeclaredReference(
                        generic.id(),
                        new Place.Whole(),
                        List.of(),
                        generic.type(),
                        null,
                        null,
                        DeclaredReference.Missing.KEEP);
                links.add(declared(reference, model, byName, List.of()));
            }
        }
        links.removeIf(link -> link.columns().stream().anyMatch(table::keepsTargetValue));
    }

    private static Link.Declared declared(
            DeclaredReference reference, EdmsModel model, Map<String, Table> byName, List<Link.Declared> others) {
        List<Table> possible = reference.targets(model.genericTypes()).stream()
                .map(byName::get)
                .filter(Objects::nonNull)
                .toList();
        return new Link.Declared(
                reference,
                possible,
                (row, side) -> Stream.ofNullable(reference.tablesOf(
                                reference.type() == null ? null : row.text(reference.type()),
                                model.genericTypes(),
                                side::typeName))
                        .flatMap(List::stream)
                        .map(byName::get)
                        .filter(Objects::nonNull)
                        .toList(),
                others);
    }

    private static boolean hasRemainder(Link link) {
        return link instanceof Link.Declared declared && !(declared.reference().place() instanceof Place.Whole);
    }

    private boolean isToItself(Link link) {
        return link instanceof Link.ForeignKey key && table.isParentOf(key.reference());
    }

    PlannedTable table() {
        return table;
    }

    List<Link> links() {
        return links;
    }

    /** The reference to a row of the same table that is part of the natural key. */
    Optional<Link.ForeignKey> parent() {
        return parent;
    }

    /** The tables whose rows have to be known to know what references to rows of this table stand for. */
    Set<Table.Name> tablesOfIdentities() {
        boolean byContent = table.naturalKey().byContent()
                || (!table.naturalKey().nullsEqual()
                        && parent.isEmpty()
                        && keyValues.stream().anyMatch(this::canBeNull));
        return (byContent ? links.stream() : keyLinks.stream().map(links::get))
                .flatMap(Link::targets)
                .map(target -> target.table().tableName())
                .collect(Collectors.toSet());
    }

    private boolean canBeNull(String column) {
        return table.target().column(column).filter(Table.Column::notNull).isEmpty();
    }

    /** The columns by which people recognise a row. */
    List<String> keyColumns() {
        return keyValues;
    }

    /**
     * The hash of the natural key, apart from the row of the same table that it may include.
     *
     * @param linked what the links of the row mean, by their positions
     */
    private long partOfIdentity(CopyRow row, Identities side, IntToLongFunction linked) {
        long referring = side.ofReferringRow(table, row);
        if (referring != Identities.NONE) {
            return hash.add(table.name()).add(referring).end();
        }
        for (String column : keyValues) {
            addValue(row, column, side);
        }
        for (int position : keyLinks) {
            hash.add(linked.applyAsLong(position));
        }
        return hash.add(table.name()).end();
    }

    /**
     * What references to a row stand for. Rows that only their content identifies, or that have NULL in their key, are the same to
     * others if their references and values are, too.
     */
    long identityForOthers(CopyRow row, Identities side) {
        boolean keyed = !table.naturalKey().byContent() && keyValues.stream().noneMatch(row::isNull);
        if (keyed
                || table.naturalKey().nullsEqual()
                || parent.isPresent()
                || side.ofReferringRow(table, row) != Identities.NONE) {
            return partOfIdentity(row, side, position -> links.get(position).of(row, side));
        }
        ComparedRow read = read(row, side);
        return hash.add(read.identity())
                .add(read.references())
                .add(read.values())
                .end();
    }

    private long identity(CopyRow row, Identities side, long[] linked) {
        long part = partOfIdentity(row, side, position -> linked[position]);
        return hasParentInIdentity(row, side) ? joined(part, linked[links.indexOf(parent.get())]) : part;
    }

    /** Whether a row is identified by its parent, too, and not by another row that references it. */
    boolean hasParentInIdentity(CopyRow row, Identities side) {
        return parent.isPresent() && side.ofReferringRow(table, row) == Identities.NONE;
    }

    long joined(long part, long parentIdentity) {
        return hash.add(part).add(parentIdentity).end();
    }

    ComparedRow read(CopyRow row, Identities side) {
        long[] linked = links.stream().mapToLong(link -> link.of(row, side)).toArray();
        long identity = identity(row, side, linked);
        for (long each : linked) {
            hash.add(each);
            referencesRead += each == Identities.NONE ? 0 : 1;
        }
        long references = hash.end();
        for (String column : values) {
            addValue(row, column, side);
        }
        return new ComparedRow(identity, references, hash.end());
    }

    /** How many references have been read, apart from those to nothing. */
    long referencesRead() {
        return referencesRead;
    }

    private void addValue(CopyRow row, String column, Identities side) {
        String remainder = null;
        for (Link link : links) {
            if (hasRemainder(link) && link.columns().contains(column) && !row.isNull(column)) {
                remainder =
                        remainder((Link.Declared) link, remainder == null ? row.text(column) : remainder, row, side);
            }
        }
        if (remainder == null) {
            row.addTo(hash, column);
        } else {
            hash.add(remainder);
        }
    }

    private static String remainder(Link.Declared link, String value, CopyRow row, Identities side) {
        if (link.isOfNames()) {
            return link.withKeysAsNames(value, row, side);
        }
        try {
            return link.remainder(value);
        } catch (UnreadableValueException e) {
            return row.text(link.reference().column());
        }
    }
}
