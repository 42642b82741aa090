package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.model.FixtureModel;
import org.edms.backup.engine.model.FixtureModel.Shape;
import org.edms.backup.engine.pack.Finding;
import org.edms.backup.engine.pack.Findings;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * What a first reading of a fixture shows: the columns of each table, the keys by which its rows are known, and the numbers
 * that no made key may be.
 */
final class FixtureIndex {

    private static final int MODELS_NAMED = 5;

    private final FixtureModel model;
    private final Set<String> skipModels;
    private final Map<String, Shape> byTable;
    private final Set<String> pointedTo;
    private final Set<String> tablesOfTypes;
    private final PrimaryKeys keys = new PrimaryKeys();
    private final RowKeys rows = new RowKeys();
    private final ReferenceRows references = new ReferenceRows();
    private final Links links;
    private final Findings findings;
    private final Map<String, SeenModel> seen = new LinkedHashMap<>();
    private final Map<Long, String> types = new HashMap<>();
    private final List<Later> later = new ArrayList<>();
    private final Map<String, Long> skipped = new TreeMap<>();
    private final Map<String, Unknown> unknown = new TreeMap<>();

    /** Records of a model that the model file does not describe; {@code first} is the number of the first one. */
    private record Unknown(long records, long first) {}

    /** A row whose natural key holds those of others, which may stand behind it. */
    private record Later(Shape shape, FixtureRecord record, long key) {}

    FixtureIndex(FixtureModel model, Set<String> skipModels, Findings findings) {
        this.model = model;
        this.skipModels = skipModels;
        this.findings = findings;
        this.byTable = model.byTable();
        this.links = new Links(byTable, rows, keys, references, findings);
        this.pointedTo = model.shapes().values().stream()
                .flatMap(shape -> Stream.concat(
                        shape.relations().values().stream(),
                        shape.lists().values().stream().map(FixtureModel.Join::to)))
                .collect(Collectors.toSet());
        this.tablesOfTypes = model.shapes().values().stream()
                .filter(shape -> shape.generic() != null)
                .map(shape -> shape.relations().get(shape.generic().type()))
                .collect(Collectors.toSet());
    }

    void accept(FixtureRecord record) {
        if (skips(record)) {
            skipped.merge(record.label(), 1L, Long::sum);
            return;
        }
        Optional<Shape> known = model.shape(record.label());
        if (known.isEmpty()) {
            unknown.merge(
                    record.label(),
                    new Unknown(1, record.number()),
                    (all, one) -> new Unknown(all.records() + 1, all.first()));
            return;
        }
        accept(known.get(), record);
    }

    private void accept(Shape shape, FixtureRecord record) {
        SeenModel known = seen.computeIfAbsent(record.label(), any -> new SeenModel(shape));
        known.count(record);
        takeKeys(shape, record, known);
        takeReferences(shape, record);
    }

    boolean skips(FixtureRecord record) {
        return skipModels.contains(record.label());
    }

    /** Records that were left out because the caller asked for it, by model. */
    Map<String, Long> skipped() {
        return Collections.unmodifiableMap(skipped);
    }

    /** Called after the last record: that the file is cut off is reported before what it cannot be read as. */
    void refuseUnknownModels(String where) {
        if (unknown.isEmpty()) {
            return;
        }
        String models = unknown.entrySet().stream()
                .limit(MODELS_NAMED)
                .map(each -> "%s (%,d records, the first is record %,d)"
                        .formatted(
                                each.getKey(),
                                each.getValue().records(),
                                each.getValue().first()))
                .collect(Collectors.joining(", "));
        String options = unknown.keySet().stream()
                .limit(MODELS_NAMED)
                .map(label -> "--skip-model " + label)
                .collect(Collectors.joining(" "));
        throw new BackupException(
                ErrorCode.MODEL_INVALID,
                "%s: the section fixtures of the model file does not describe %s%s. Describe it, or leave it out with %s"
                        .formatted(where, models, unknown.size() > MODELS_NAMED ? " and others" : "", options));
    }

    /** After the last record. */
    void finish() {
        keys.settle();
        skipped.forEach((label, records) ->
                findings.add(Finding.Kind.MODEL_SKIPPED, label, "%,d records left out on request".formatted(records)));
        Links silent = links.silent();
        later.stream()
                .sorted(Comparator.comparingInt(row -> silent.rowsIn(row.shape())))
                .forEach(row -> rows.addNatural(row.shape(), silent.keyOf(row.shape(), row.record()), row.key()));
        later.clear();
        seen.values().forEach(known -> known.noteWhatIsMissing(findings));
    }

    /** The primary key of a record; null when it came without one. */
    static String primaryKey(Shape shape, FixtureRecord record) {
        if (record.primaryKey() != null) {
            return record.primaryKey().asText();
        }
        JsonNode field = record.fields().path(shape.primaryKey());
        return field.isValueNode() && !field.isNull() ? field.asText() : null;
    }

    private void takeKeys(Shape shape, FixtureRecord record, SeenModel known) {
        String text = primaryKey(shape, record);
        if (text == null && shape.keyIsPrimary()) {
            known.countLost();
            findings.add(
                    Finding.Kind.KEY_LOST,
                    "record %d (%s)".formatted(record.number(), record.label()),
                    "it came without its " + shape.primaryKey() + ", by which others know it");
            return;
        }
        long key = text == null ? keys.make() : keys.of(text);
        if (text != null) {
            keys.avoid(text);
            if (!rows.addPrimary(shape, text, key)) {
                throw record.wrong(ErrorCode.KEY_AMBIGUOUS, "another one has the primary key " + text);
            }
        }
        if (tablesOfTypes.contains(shape.table())) {
            types.put(key, label(shape.key().stream().map(record.fields()::path)));
        }
        if (!pointedTo.contains(shape.table()) || shape.key().isEmpty() || shape.keyHoldsPrimary()) {
            return;
        }
        if (shape.key().stream().anyMatch(shape.relations()::containsKey)) {
            later.add(new Later(shape, keyFieldsOf(shape, record), key));
        } else {
            rows.addNatural(shape, links.keyOf(shape, record), key);
        }
    }

    private static FixtureRecord keyFieldsOf(Shape shape, FixtureRecord record) {
        return new FixtureRecord(
                record.number(),
                record.label(),
                record.primaryKey(),
                FixtureReader.JSON
                        .createObjectNode()
                        .setAll(shape.key().stream()
                                .filter(record.fields()::has)
                                .collect(Collectors.toMap(field -> field, record.fields()::get))));
    }

    private void takeReferences(Shape shape, FixtureRecord record) {
        shape.relations()
                .forEach((field, table) -> takeReference(table, record.fields().path(field)));
        shape.lists()
                .forEach(
                        (field, join) -> record.fields().path(field).forEach(value -> takeReference(join.to(), value)));
        if (shape.generic() != null) {
            keys.avoid(record.fields().path(shape.generic().id()).asText());
        }
    }

    private void takeReference(String table, JsonNode value) {
        if (!value.isArray()) {
            keys.avoid(value.asText());
            return;
        }
        keys.expect(links.rowsIn(byTable.get(table)));
        value.forEach(part -> keys.avoid(part.asText()));
    }

    /** The label of the model that a record of a table of types, or a reference to one, names. */
    static String label(Stream<JsonNode> parts) {
        return parts.map(JsonNode::asText).collect(Collectors.joining("."));
    }

    /** The label of the model of that key; null when there is none in the file. */
    String type(long key) {
        return types.get(key);
    }

    Map<String, SeenModel> seen() {
        return seen;
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        seen.forEach((label, known) -> counts.put(label, known.records()));
        return counts;
    }

    PrimaryKeys keys() {
        return keys;
    }

    RowKeys rows() {
        return rows;
    }

    ReferenceRows references() {
        return references;
    }

    Links links() {
        return links;
    }

    /** The tables that rows are written to or point to, and those that these point to. */
    Set<Shape> tables() {
        Set<Shape> all = new HashSet<>();
        List<Shape> open =
                new ArrayList<>(seen.values().stream().map(SeenModel::shape).toList());
        while (!open.isEmpty()) {
            Shape shape = open.remove(open.size() - 1);
            if (all.add(shape)) {
                shape.relations().values().forEach(table -> open.add(byTable.get(table)));
                shape.lists().values().forEach(join -> open.add(byTable.get(join.to())));
            }
        }
        return all;
    }
}
