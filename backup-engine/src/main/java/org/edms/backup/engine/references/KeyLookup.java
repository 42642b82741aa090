package org.edms.backup.engine.references;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the values of places in keys: the server joins all values with all keys, and each table is read once. */
final class KeyLookup {

    private static final int READ_AT_ONCE = 10_000;

    private final Connection connection;
    private final Map<CandidateKey, Set<String>> found = new HashMap<>();

    KeyLookup(Connection connection) {
        this.connection = connection;
    }

    /** Looks up the values of the places in keys. A key without gaps needs no lookup: its range says what it contains. */
    void find(Collection<CandidateKey> keys, Collection<IdOccurrences> places) throws SQLException {
        for (IdKind kind : IdKind.values()) {
            List<CandidateKey> ofKind = keys.stream()
                    .filter(key -> key.kind() == kind && !key.isFullRange())
                    .toList();
            Set<String> values = new HashSet<>();
            places.forEach(place -> values.addAll(place.values(kind)));
            ofKind.forEach(key -> found.put(key, new HashSet<>()));
            if (!ofKind.isEmpty() && !values.isEmpty()) {
                join(ofKind, values, kind);
            }
        }
    }

    private void join(List<CandidateKey> keys, Set<String> values, IdKind kind) throws SQLException {
        String sql = IntStream.range(0, keys.size())
                .mapToObj(i -> "SELECT %d, k.%s::text FROM %s k JOIN v ON v.key = k.%2$s%s"
                        .formatted(
                                i,
                                keys.get(i).quotedColumn(),
                                keys.get(i).relation(),
                                kind == IdKind.TEXT ? "::text" : ""))
                .collect(Collectors.joining(" UNION ALL ", "WITH v (key) AS (SELECT unnest(?)) ", ""));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(READ_AT_ONCE);
            statement.setArray(1, connection.createArrayOf(arrayType(kind), arrayElements(values, kind)));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.get(keys.get(result.getInt(1))).add(result.getString(2));
                }
            }
        }
    }

    /** Those of the place's values that are in a key. */
    Set<String> found(IdOccurrences place, CandidateKey key) {
        Set<String> values = place.values(key.kind());
        if (key.isFullRange()) {
            return values.stream().filter(key::isInRange).collect(Collectors.toSet());
        }
        Set<String> ofKey = found.getOrDefault(key, Set.of());
        Set<String> fewer = values.size() < ofKey.size() ? values : ofKey;
        Set<String> more = fewer == values ? ofKey : values;
        return fewer.stream().filter(more::contains).collect(Collectors.toSet());
    }

    private static String arrayType(IdKind kind) {
        return switch (kind) {
            case INTEGER -> "int8";
            case UUID -> "uuid";
            case TEXT -> "text";
        };
    }

    private static Object[] arrayElements(Set<String> values, IdKind kind) {
        return kind == IdKind.INTEGER ? values.stream().map(Long::valueOf).toArray() : values.toArray();
    }
}
