package org.edms.backup.engine.restore.compare;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.merge.PlannedTable;
import org.edms.backup.engine.work.LongMap;

/** What the ids of one side mean: the natural key, as a hash, of the row that has an id. */
final class Identities {

    /** The identity of no row. */
    static final long NONE = 0;

    private static final long ABSENT = -1;

    private final EdmsModel model;
    private final Map<Table.Name, Map<List<String>, LongMap>> rows = new HashMap<>();
    private final Map<Table.Name, LongMap> referringRows = new HashMap<>();
    private final Map<String, String> typeNames = new HashMap<>();
    private final RowHash hash = new RowHash();

    private Identities(EdmsModel model) {
        this.model = model;
    }

    /**
     * Reads the keys of all rows that others may reference.
     *
     * @param tables each after those that its key depends on
     * @param referenced the columns that references name rows by
     */
    static Identities of(
            Side side, EdmsModel model, List<RowReading> tables, Map<Table.Name, Set<List<String>>> referenced)
            throws IOException, SQLException {
        Identities identities = new Identities(model);
        for (RowReading table : tables) {
            identities.learnReferringRows(side, table.table(), tables);
        }
        for (RowReading table : tables) {
            identities.learn(side, table, referenced.getOrDefault(table.table().tableName(), Set.of()));
        }
        return identities;
    }

    /** The identity of the row with an id. An id that no row has stands for itself. */
    long of(Table.Name table, List<String> columns, List<String> ids) {
        long key = key(ids);
        long found = find(table, columns, key);
        return found == ABSENT ? hash.add("nothing").add(key).end() : found;
    }

    boolean has(Table.Name table, List<String> columns, List<String> ids) {
        return find(table, columns, key(ids)) != ABSENT;
    }

    /** The key of the row that identifies a row by referencing it; {@link #NONE} if there is none. */
    long ofReferringRow(PlannedTable table, CopyRow row) {
        LongMap known = referringRows.get(table.tableName());
        return known == null ? NONE : known.get(keyOf(row, table.primaryKey()), NONE);
    }

    private void learnReferringRows(Side side, PlannedTable table, List<RowReading> tables)
            throws IOException, SQLException {
        TableModel.ReferencedBy key = table.meaning().key().referencedBy();
        Optional<PlannedTable> referring = tables.stream()
                .map(RowReading::table)
                .filter(each -> key != null && each.tableName().equals(new Table.Name(model.schema(), key.table())))
                .filter(each -> each.has(key.by()) && each.hasAll(key.key()))
                .findFirst();
        if (referring.isPresent() && table.primaryKey().size() == 1) {
            LongMap known = new LongMap();
            referringRows.put(table.tableName(), known);
            side.read(referring.get(), row -> {
                if (!row.isNull(key.by())) {
                    known.put(keyOf(row, List.of(key.by())), keyOf(row, key.key()));
                }
            });
        }
    }

    /** The name of a generic type; null if there is none. */
    String typeName(String id) {
        return typeNames.get(id);
    }

    private long find(Table.Name table, List<String> columns, long key) {
        LongMap known = rows.getOrDefault(table, Map.of()).get(columns);
        return known == null ? ABSENT : known.get(key, ABSENT);
    }

    private long key(List<String> ids) {
        ids.forEach(hash::add);
        return hash.end();
    }

    private void learn(Side side, RowReading table, Set<List<String>> referenced) throws IOException, SQLException {
        boolean ofTypes = isTypeTable(table);
        if (referenced.isEmpty() && !ofTypes) {
            return;
        }
        List<LongMap> maps = new ArrayList<>();
        for (List<String> columns : referenced) {
            LongMap map = new LongMap();
            rows.computeIfAbsent(table.table().tableName(), any -> new HashMap<>())
                    .put(columns, map);
            maps.add(map);
        }
        Optional<Link.ForeignKey> parent = table.parent();
        List<Child> children = new ArrayList<>();
        side.read(table.table(), row -> {
            long[] keys = referenced.stream()
                    .mapToLong(columns -> keyOf(row, columns))
                    .toArray();
            long part = table.identityForOthers(row, this);
            if (table.hasParentInIdentity(row, this)) {
                children.add(new Child(keyOf(row, parent.get().columns()), part, keys));
            } else {
                put(maps, keys, part);
            }
            if (ofTypes) {
                typeNames.put(row.text(table.table().primaryKey().get(0)), label(row));
            }
        });
        if (parent.isPresent()) {
            int byParent =
                    List.copyOf(referenced).indexOf(parent.get().reference().referencedColumns());
            resolve(children, table, maps, byParent);
        }
    }

    /** A row whose key includes a row of the same table. */
    private record Child(long parent, long part, long[] keys) {}

    /** Goes down from the rows without a parent, generation by generation. */
    private static void resolve(List<Child> children, RowReading table, List<LongMap> maps, int byParent) {
        List<Child> waiting = new ArrayList<>(children);
        boolean more = true;
        while (more) {
            more = waiting.removeIf(child -> {
                long above = child.parent() == NONE ? NONE : maps.get(byParent).get(child.parent(), ABSENT);
                if (above == ABSENT) {
                    return false;
                }
                put(maps, child.keys(), table.joined(child.part(), above));
                return true;
            });
        }
    }

    private static void put(List<LongMap> maps, long[] keys, long identity) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != NONE) {
                maps.get(i).put(keys[i], identity);
            }
        }
    }

    /** NONE if one of the columns is NULL. */
    private long keyOf(CopyRow row, List<String> columns) {
        return columns.stream().anyMatch(row::isNull)
                ? NONE
                : key(columns.stream().map(row::text).toList());
    }

    private boolean isTypeTable(RowReading table) {
        return model.genericTypes() != null
                && table.table()
                        .tableName()
                        .equals(new Table.Name(
                                model.schema(), model.genericTypes().table()))
                && table.table().primaryKey().size() == 1;
    }

    private String label(CopyRow row) {
        return model.genericTypes().label().stream().map(row::text).collect(Collectors.joining("."));
    }
}
