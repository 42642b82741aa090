package org.edms.backup.engine.restore.compare;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

/**
 * What the ids of one side mean: the natural key, as a hash, of the row that has an id.
 *
 * <p>A key can include references to rows that are read later, or to each other in a circle. Such tables are read again and again.
 * Each time, a hash covers references one step further, until no more rows can be told apart.
 */
final class Identities {

    /** Rows that only longer chains of references tell apart stay the same. */
    static final int MOST_ROUNDS = 12;

    /** The identity of no row. */
    static final long NONE = 0;

    private static final long ABSENT = -1;

    private final Side side;
    private final EdmsModel model;
    private final List<RowReading> tables;
    private final Map<Table.Name, Set<List<String>>> referenced;
    private final Set<Table.Name> unread = new HashSet<>();
    private final Map<Table.Name, Map<List<String>, LongMap>> rows = new HashMap<>();
    private final Map<Table.Name, LongMap> referringRows = new HashMap<>();
    private final Map<String, String> typeNames = new HashMap<>();
    private final RowHash hash = new RowHash();

    private final List<RowReading> readAgain;
    private int rounds;
    private boolean complete = true;

    /**
     * @param tables each after those that its key depends on, where that is possible
     * @param referenced the columns that references name rows by
     */
    private Identities(
            Side side, EdmsModel model, List<RowReading> tables, Map<Table.Name, Set<List<String>>> referenced) {
        this.side = side;
        this.model = model;
        this.tables = tables.stream()
                .filter(table -> referenced.containsKey(table.table().tableName()))
                .toList();
        this.referenced = referenced;
        this.readAgain = readAgain(this.tables);
    }

    /** Reads the keys of all rows that others may reference. */
    static Identities of(
            Side side, EdmsModel model, List<RowReading> tables, Map<Table.Name, Set<List<String>>> referenced)
            throws IOException, SQLException {
        Identities identities = new Identities(side, model, tables, referenced);
        identities.prepare(tables);
        int apart = identities.readAll();
        while (!identities.readAgain.isEmpty()) {
            int more = identities.readAgain();
            if (more == apart) {
                break;
            }
            if (identities.rounds == MOST_ROUNDS) {
                identities.complete = false;
                break;
            }
            apart = more;
        }
        return identities;
    }

    /** Reads the keys of another side in as many rounds: hashes after different numbers of rounds cannot be compared. */
    Identities alike(Side other, List<RowReading> all) throws IOException, SQLException {
        Identities identities = new Identities(other, model, all, referenced);
        identities.prepare(all);
        identities.readAll();
        while (identities.rounds < rounds) {
            identities.readAgain();
        }
        return identities;
    }

    /** The tables whose keys depend on rows of their own, of later tables, or of tables with such keys. */
    private static List<RowReading> readAgain(List<RowReading> tables) {
        Set<Table.Name> settled = new HashSet<>();
        Set<Table.Name> all =
                tables.stream().map(table -> table.table().tableName()).collect(Collectors.toSet());
        List<RowReading> again = new ArrayList<>();
        for (RowReading table : tables) {
            if (table.tablesOfIdentities().stream().filter(all::contains).allMatch(settled::contains)) {
                settled.add(table.table().tableName());
            } else {
                again.add(table);
            }
        }
        return again;
    }

    private void prepare(List<RowReading> all) throws IOException, SQLException {
        for (RowReading table : all) {
            learnReferringRows(table.table(), all);
            if (isTypeTable(table)) {
                learnTypeNames(table.table());
            }
        }
        tables.forEach(table -> unread.add(table.table().tableName()));
    }

    private int readAll() throws IOException, SQLException {
        rounds = 1;
        int apart = 0;
        for (RowReading table : tables) {
            int rows = learn(table);
            apart += readAgain.contains(table) ? rows : 0;
        }
        return apart;
    }

    private int readAgain() throws IOException, SQLException {
        rounds++;
        int apart = 0;
        for (RowReading table : readAgain) {
            apart += learn(table);
        }
        return apart;
    }

    /** The tables whose rows might be told apart by longer chains of references. */
    List<RowReading> incomplete() {
        return complete ? List.of() : readAgain;
    }

    /** The identity of the row with an id. An id that no row has stands for itself. */
    long of(Table.Name table, List<String> columns, List<String> ids) {
        if (unread.contains(table)) {
            return hash.add("unread").end();
        }
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

    private void learnReferringRows(PlannedTable table, List<RowReading> all) throws IOException, SQLException {
        TableModel.ReferencedBy key = table.meaning().key().referencedBy();
        Optional<PlannedTable> referring = all.stream()
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

    private void learnTypeNames(PlannedTable table) throws IOException, SQLException {
        side.read(table, row -> typeNames.put(row.text(table.primaryKey().get(0)), label(row)));
    }

    /** Returns how many rows can be told apart, if that matters. */
    private int learn(RowReading table) throws IOException, SQLException {
        Table.Name name = table.table().tableName();
        Map<List<String>, LongMap> known = new LinkedHashMap<>();
        referenced.get(name).forEach(columns -> known.put(columns, new LongMap()));
        List<LongMap> maps = List.copyOf(known.values());
        LongMap apart = new LongMap();
        boolean counts = readAgain.contains(table);
        Optional<Link.ForeignKey> parent = table.parent();
        List<Child> children = new ArrayList<>();
        side.read(table.table(), row -> {
            long[] keys = known.keySet().stream()
                    .mapToLong(columns -> keyOf(row, columns))
                    .toArray();
            long part = table.identityForOthers(row, this);
            if (table.hasParentInIdentity(row, this)) {
                children.add(new Child(keyOf(row, parent.get().columns()), part, keys));
            } else {
                put(maps, keys, part);
            }
            if (counts) {
                apart.put(part, 1);
            }
        });
        if (parent.isPresent()) {
            int byParent =
                    List.copyOf(known.keySet()).indexOf(parent.get().reference().referencedColumns());
            resolve(children, table, maps, byParent);
        }
        rows.put(name, known);
        unread.remove(name);
        return apart.size();
    }

    /** A row whose key includes a row of the same table. */
    private record Child(long parent, long part, long[] keys) {}

    /** Goes down from the rows without a parent, generation by generation. Rows that are left have no end above them. */
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
        waiting.forEach(child -> put(maps, child.keys(), table.joined(child.part(), ABSENT)));
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
