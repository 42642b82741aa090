package org.edms.backup.engine.restore.merge;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;

/**
 * The tables of a merge at one stage, each after those that its key depends on.
 *
 * @param <T> the stage
 */
public final class TableSet<T extends PlannedTable> implements Iterable<T> {

    private final Map<Table.Name, T> byName = new LinkedHashMap<>();

    TableSet(List<? extends T> tables) {
        tables.forEach(table -> byName.put(table.tableName(), table));
    }

    /** These tables and one more, which takes the place of an earlier stage of the same table. */
    TableSet<T> with(T table) {
        TableSet<T> more = new TableSet<>(all());
        more.byName.put(table.tableName(), table);
        return more;
    }

    public List<T> all() {
        return List.copyOf(byName.values());
    }

    public Stream<T> where(Predicate<? super T> condition) {
        return byName.values().stream().filter(condition);
    }

    public Optional<T> find(Table.Name name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The table that a foreign key references, if the merge has it. */
    public Optional<T> parent(PlannedTable.ParentReference reference) {
        return find(reference.parent().tableName());
    }

    /** The tables of the target. */
    public List<Table> targets() {
        return byName.values().stream().map(PlannedTable::target).toList();
    }

    @Override
    public Iterator<T> iterator() {
        return all().iterator();
    }
}
