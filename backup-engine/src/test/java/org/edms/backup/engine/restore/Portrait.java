package org.edms.backup.engine.restore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.NaturalKeys;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.testing.TestDatabase;

/**
 * The content of a database, independent of generated ids: each row, with the natural keys of the referenced rows instead of
 * their ids, and without the columns that an export blanks. Two systems with the same content have equal portraits. A portrait
 * is built in memory, row by row, and shares no method with a restore.
 */
final class Portrait {

    private final EdmsModel model;
    private final Map<Table.Name, NaturalKey> identities = new LinkedHashMap<>();
    private final Map<Table.Name, List<Map<String, String>>> rows = new HashMap<>();
    private final Map<String, Map<String, String>> byReferenced = new HashMap<>();

    private Portrait(EdmsModel model) {
        this.model = model;
    }

    static Portrait of(TestDatabase database, EdmsModel model) throws SQLException {
        Portrait portrait = new Portrait(model);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = ''; SET timezone = 'UTC'");
            List<Table> tables = TableCatalog.read(new CatalogQuery(connection, List.of())).stream()
                    .filter(table -> table.partitionOf() == null && table.kind() != Table.Kind.FOREIGN)
                    .toList();
            NaturalKeys.of(model, tables)
                    .forEach(
                            identity -> portrait.identities.put(identity.table().tableName(), identity));
            for (Table table : tables) {
                portrait.read(table, statement);
            }
        }
        return portrait;
    }

    private void read(Table table, Statement statement) throws SQLException {
        String only = table.kind() == Table.Kind.PARTITIONED ? "" : "ONLY ";
        List<Map<String, String>> all = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT * FROM " + only + table.quotedName())) {
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (Table.Column column : table.columns()) {
                    row.put(column.name(), result.getString(column.name()));
                }
                all.add(row);
            }
        }
        rows.put(table.tableName(), all);
    }

    /** Returns the sorted rows of each table. */
    Map<String, List<String>> tables() {
        Map<String, List<String>> described = new TreeMap<>();
        identities.forEach((name, identity) -> described.put(
                name.schema() + "." + name.table(),
                rows.get(name).stream()
                        .map(row -> tell(identity, row))
                        .sorted()
                        .collect(Collectors.toCollection(ArrayList::new))));
        return described;
    }

    /** Returns a readable list of the first rows that only one of the two has. */
    static List<String> differences(Map<String, List<String>> one, Map<String, List<String>> other) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, List<String>> table : one.entrySet()) {
            List<String> missing = new ArrayList<>(table.getValue());
            other.getOrDefault(table.getKey(), List.of()).forEach(missing::remove);
            missing.stream().limit(2).forEach(row -> differences.add(table.getKey() + ": " + row));
        }
        return differences;
    }

    private String tell(NaturalKey identity, Map<String, String> row) {
        Map<String, String> sensitive = model.meaning(identity.table()).sensitive();
        return identity.table().columns().stream()
                .map(Table.Column::name)
                .filter(column -> !identity.surrogates().contains(column)
                        && (!column.equals(identity.uuid()) || identity.key().contains(column)))
                .filter(column -> !sensitive.containsKey(column))
                .map(column -> column + "=" + value(identity, column, row))
                .collect(Collectors.joining("|"));
    }

    private String value(NaturalKey identity, String column, Map<String, String> row) {
        String value = row.get(column);
        if (value == null) {
            return "NULL";
        }
        for (Table.ForeignKey key : identity.table().foreignKeys()) {
            boolean whole = key.columns().stream().allMatch(part -> row.get(part) != null);
            if (whole && key.columns().contains(column) && identities.containsKey(key.target())) {
                return key(key, row);
            }
        }
        TableModel meaning = model.meaning(identity.table());
        for (TableModel.GenericReference reference : meaning.references().generic()) {
            if (reference.id().equals(column)) {
                return generic(row.get(reference.type()), value);
            }
        }
        return value;
    }

    private String key(Table.ForeignKey key, Map<String, String> row) {
        StringBuilder wanted = new StringBuilder();
        for (String column : key.columns()) {
            wanted.append(row.get(column)).append('|');
        }
        return described(key.target(), key.referencedColumns(), wanted.toString());
    }

    private String described(Table.Name table, List<String> columns, String wanted) {
        Map<String, String> index = byReferenced.computeIfAbsent(table + ":" + columns, any -> {
            Map<String, String> made = new HashMap<>();
            for (int i = 0; i < rows.get(table).size(); i++) {
                Map<String, String> row = rows.get(table).get(i);
                made.put(columns.stream().map(row::get).collect(Collectors.joining("|")) + "|", Integer.toString(i));
            }
            return made;
        });
        String found = index.get(wanted);
        if (found == null) {
            return "NOWHERE";
        }
        NaturalKey identity = identities.get(table);
        Map<String, String> row = rows.get(table).get(Integer.parseInt(found));
        return table.table()
                + identity.key().stream()
                        .map(column -> value(identity, column, row))
                        .toList();
    }

    private String generic(String type, String id) {
        EdmsModel.GenericTypes types = model.genericTypes();
        Table.Name labels = new Table.Name(model.schema(), types.table());
        String primary = identities.get(labels).table().primaryKey().columns().get(0);
        String label = rows.get(labels).stream()
                .filter(row -> row.get(primary).equals(type))
                .map(row -> types.label().stream().map(row::get).collect(Collectors.joining(".")))
                .findFirst()
                .orElse("");
        Table.Name table = new Table.Name(model.schema(), types.tables().getOrDefault(label, ""));
        if (!rows.containsKey(table)) {
            return id;
        }
        Table target = identities.get(table).table();
        String found = described(table, target.primaryKey().columns(), id + "|");
        return found.equals("NOWHERE") ? "as written " + id : found;
    }
}
