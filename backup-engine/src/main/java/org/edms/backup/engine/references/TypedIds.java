package org.edms.backup.engine.references;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.Table;

/** Finds ids whose table is named by a type in another column: as text, or by a row of a table of types. */
final class TypedIds {

    private static final Set<String> TYPE_WORDS =
            Set.of("type", "kind", "model", "class", "table", "entity", "resource", "ctype");
    private static final int MOST_TYPES = 60;
    private static final int MOST_ROWS_OF_TYPES = 5_000;
    private static final double SHARE = 0.5;

    private final Connection connection;
    private final Map<Table.Name, Table> tables;
    private final RowSource rows;
    private final Map<Table.Name, Map<String, String>> labels = new HashMap<>();

    TypedIds(Connection connection, Map<Table.Name, Table> tables, RowSource rows) {
        this.connection = connection;
        this.tables = tables;
        this.rows = rows;
    }

    /**
     * Ids with a type.
     *
     * @param keys the key for each value of the type column
     * @param labels what the values of the type column mean
     */
    record Typed(String column, Map<String, CandidateKey> keys, Map<String, String> labels, long values, long found) {}

    /** @param found for each key, those of the place's values that are in it */
    Optional<Typed> find(IdOccurrences place, Map<CandidateKey, Set<String>> found) throws SQLException {
        Table table = place.sample().table();
        List<Typed> possible = new ArrayList<>();
        for (Table.Column column : table.columns()) {
            if (!column.name().equals(place.place().column()) && isTypeName(column.name())) {
                typed(place, column, found).ifPresent(possible::add);
            }
        }
        return possible.stream()
                .max(Comparator.<Typed>comparingInt(typed ->
                                samePrefix(typed.column(), place.place().column()))
                        .thenComparing(Typed::found));
    }

    private Optional<Typed> typed(IdOccurrences place, Table.Column column, Map<CandidateKey, Set<String>> found)
            throws SQLException {
        Optional<Map<String, String>> labelled = labels(place.sample().table(), column);
        Map<String, Set<String>> idsByType = new TreeMap<>();
        place.rows().forEach((row, ids) -> {
            String type = place.sample().value(row, column.name());
            if (type != null) {
                idsByType.computeIfAbsent(type, any -> new HashSet<>()).addAll(ids);
            }
        });
        if (labelled.isEmpty() || idsByType.isEmpty() || idsByType.size() > MOST_TYPES) {
            return Optional.empty();
        }
        Map<String, CandidateKey> keys = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        long values = 0;
        long hits = 0;
        for (Map.Entry<String, Set<String>> type : idsByType.entrySet()) {
            String label = labelled.get().getOrDefault(type.getKey(), type.getKey());
            Optional<CandidateKey> key = keyOf(label, type.getValue(), found);
            if (key.isPresent()) {
                keys.put(type.getKey(), key.get());
                names.put(type.getKey(), label);
                values += type.getValue().size();
                hits += hits(type.getValue(), found.get(key.get()));
            }
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new Typed(column.name(), keys, names, values, hits));
    }

    private static Optional<CandidateKey> keyOf(String label, Set<String> ids, Map<CandidateKey, Set<String>> found) {
        return found.entrySet().stream()
                .filter(each -> Names.isTypeOf(label, each.getKey().table().tableName()))
                .filter(each -> hits(ids, each.getValue()) >= SHARE * ids.size())
                .map(Map.Entry::getKey)
                .max(Comparator.<CandidateKey>comparingInt(key ->
                                Names.commonWords(List.of(label), key.table().tableName()))
                        .thenComparing(key -> hits(ids, found.get(key)))
                        .thenComparing(key -> key.table().qualifiedName()));
    }

    private static long hits(Set<String> ids, Set<String> found) {
        return ids.stream().filter(found::contains).count();
    }

    private static boolean isTypeName(String column) {
        return Names.words(column).stream().map(Names::singular).anyMatch(TYPE_WORDS::contains);
    }

    private static int samePrefix(String type, String id) {
        return Names.words(type).get(0).equals(Names.words(id).get(0)) ? 1 : 0;
    }

    /** What the values of a column with types mean; empty if it has no types. */
    private Optional<Map<String, String>> labels(Table table, Table.Column column) throws SQLException {
        Optional<Table> types = table.foreignKeys().stream()
                .filter(key -> key.columns().equals(List.of(column.name())))
                .map(key -> tables.get(key.target()))
                .filter(Objects::nonNull)
                .findFirst();
        if (types.isEmpty()) {
            return ColumnKind.of(column) == ColumnKind.TEXT ? Optional.of(Map.of()) : Optional.empty();
        }
        Table typeTable = types.get();
        if (!labels.containsKey(typeTable.tableName())) {
            labels.put(typeTable.tableName(), readLabels(typeTable));
        }
        return Optional.of(labels.get(typeTable.tableName()));
    }

    private Map<String, String> readLabels(Table types) throws SQLException {
        String texts = types.columns().stream()
                .filter(column -> ColumnKind.of(column) == ColumnKind.TEXT)
                .map(column -> new Identifier(column.name()).quoted())
                .collect(Collectors.joining(", "));
        Map<String, String> read = new HashMap<>();
        if (texts.isEmpty() || types.primaryKey() == null) {
            return read;
        }
        String id = new Identifier(types.primaryKey().columns().get(0)).quoted();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT %s::text, concat_ws('.', %s) FROM %s LIMIT %d"
                        .formatted(id, texts, rows.relation(types), MOST_ROWS_OF_TYPES))) {
            while (result.next()) {
                read.put(result.getString(1), result.getString(2));
            }
        }
        return read;
    }
}
