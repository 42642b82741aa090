package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.edms.backup.engine.model.FixtureModel;
import org.edms.backup.engine.model.FixtureModel.Shape;
import org.edms.backup.engine.store.Sha256;

/** Compares the records of one fixture with those of another, by digests: neither is held in memory. */
final class RecordComparison {

    private static final ObjectMapper SORTED =
            FixtureReader.JSON.copy().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    private static final String UUID = "uuid";

    private final FixtureModel model;
    private final KeyMap contents = new KeyMap();
    private final Map<String, Difference> differing = new TreeMap<>();
    private final Map<String, Difference> added = new TreeMap<>();
    private long compared;
    private long equal;

    /** Records of a model, and what the first of them is. */
    private record Difference(long records, String first) {

        Difference and(Difference other) {
            return new Difference(records + other.records, first);
        }
    }

    RecordComparison(FixtureModel model) {
        this.model = model;
    }

    /** Takes a record of the fixture that others are compared with. */
    void take(FixtureRecord record) throws IOException {
        contents.putIfAbsent(identity(record), content(record));
    }

    /** Starts with another fixture. */
    void begin() {
        differing.clear();
        added.clear();
        compared = 0;
        equal = 0;
    }

    void compare(FixtureRecord record) throws IOException {
        compared++;
        OptionalLong known = contents.get(identity(record));
        if (known.isPresent() && known.getAsLong() == content(record)) {
            equal++;
            return;
        }
        Difference one = new Difference(
                1, "record %,d, %s".formatted(record.number(), identity(record).subList(1, 2)));
        (known.isPresent() ? differing : added).merge(record.label(), one, Difference::and);
    }

    long compared() {
        return compared;
    }

    long equal() {
        return equal;
    }

    /** What differs, one line for each model. */
    List<String> differences() {
        List<String> all = new ArrayList<>();
        differing.forEach((label, found) ->
                all.add("%s: %,d records differ, the first is %s".formatted(label, found.records(), found.first())));
        added.forEach((label, found) -> all.add(
                "%s: %,d records are only there, the first is %s".formatted(label, found.records(), found.first())));
        return all;
    }

    /** By what a record is the same in both: its natural key, else its UUID, its primary key, or all that it holds. */
    private List<String> identity(FixtureRecord record) throws JsonProcessingException {
        Shape shape = model.shape(record.label()).orElse(null);
        if (shape != null && !shape.key().isEmpty() && !shape.keyHoldsPrimary()) {
            List<String> parts = new ArrayList<>();
            for (String field : shape.key()) {
                parts.add(SORTED.writeValueAsString(record.fields().path(field)));
            }
            return List.of(record.label(), String.join(", ", parts));
        }
        JsonNode uuid = record.fields().path(UUID);
        if (uuid.isTextual()) {
            return List.of(record.label(), uuid.asText());
        }
        return List.of(
                record.label(),
                record.primaryKey() == null ? text(record) : record.primaryKey().asText());
    }

    private static long content(FixtureRecord record) throws IOException {
        String all = SORTED.writeValueAsString(record.primaryKey()) + text(record);
        return ByteBuffer.wrap(Sha256.newDigest().digest(all.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static String text(FixtureRecord record) throws JsonProcessingException {
        return SORTED.writeValueAsString(SORTED.treeToValue(record.fields(), Object.class));
    }
}
