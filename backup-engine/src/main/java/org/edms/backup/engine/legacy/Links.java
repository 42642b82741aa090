package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.edms.backup.engine.model.FixtureModel.Shape;
import org.edms.backup.engine.pack.Finding;
import org.edms.backup.engine.pack.Findings;
import org.edms.backup.model.error.ErrorCode;

/**
 * Finds the row that a record points to, however it does so. A row that is not in the file is made a reference by its natural
 * key. One that is known by a number of the source alone stays a number that no other row has: nothing is guessed.
 */
final class Links {

    private final Map<String, Shape> shapes;
    private final RowKeys rows;
    private final PrimaryKeys keys;
    private final ReferenceRows references;
    private final Findings findings;

    /** @param shapes by table */
    Links(Map<String, Shape> shapes, RowKeys rows, PrimaryKeys keys, ReferenceRows references, Findings findings) {
        this.shapes = shapes;
        this.rows = rows;
        this.keys = keys;
        this.references = references;
        this.findings = findings;
    }

    /** The same, for looking at what will be looked at again. */
    Links silent() {
        return new Links(shapes, rows, keys, references, new Findings());
    }

    /** The key of the row of a table that a value, which is not null, stands for. */
    long find(String table, JsonNode value, FixtureRecord record) {
        Shape target = shapes.get(table);
        if (value.isObject()) {
            throw record.wrong(ErrorCode.PACKAGE_CORRUPT, "an object points to " + target.label());
        }
        if (!value.isArray()) {
            return byPrimary(target, value.asText(), record);
        }
        if (target.key().isEmpty()) {
            throw record.wrong(
                    ErrorCode.FORM_UNSUPPORTED,
                    "%s points to %s by a key, and the model does not say of what fields it is"
                            .formatted(value, target.label()));
        }
        if (value.size() != length(target)) {
            throw record.wrong(
                    ErrorCode.PACKAGE_CORRUPT,
                    "%s is no key of %s, which has %d parts".formatted(value, target.label(), length(target)));
        }
        List<JsonNode> parts = parts(value);
        if (parts.stream().anyMatch(JsonNode::isContainerNode)) {
            throw record.wrong(ErrorCode.PACKAGE_CORRUPT, "%s is no key of %s".formatted(value, target.label()));
        }
        return byKey(target, parts, record);
    }

    /** The parts of the natural key by which other records call this one. */
    List<String> keyOf(Shape shape, FixtureRecord record) {
        List<String> parts = new ArrayList<>();
        for (String field : shape.key()) {
            JsonNode value = record.fields().path(field);
            String table = shape.relations().get(field);
            boolean nothing = value.isNull() || value.isMissingNode();
            parts.add(table == null || nothing ? KeyPart.of(value) : KeyPart.ofRow(find(table, value, record)));
        }
        return parts;
    }

    /** How many rows a reference to this one may name, itself among them. */
    int rowsIn(Shape shape) {
        int count = 1;
        for (String field : shape.key()) {
            if (shape.relations().containsKey(field)) {
                count += rowsIn(shapes.get(shape.relations().get(field)));
            }
        }
        return count;
    }

    private int length(Shape shape) {
        int length = 0;
        for (String field : shape.key()) {
            String table = shape.relations().get(field);
            length += table == null ? 1 : length(shapes.get(table));
        }
        return length;
    }

    private static List<JsonNode> parts(JsonNode value) {
        List<JsonNode> parts = new ArrayList<>();
        value.forEach(parts::add);
        return parts;
    }

    /** @param values the parts of the natural key, those of the rows in it spelled out */
    private long byKey(Shape target, List<JsonNode> values, FixtureRecord record) {
        List<String> parts = new ArrayList<>();
        JsonNode primary = null;
        int next = 0;
        for (String field : target.key()) {
            String table = target.relations().get(field);
            int count = table == null ? 1 : length(shapes.get(table));
            List<JsonNode> own = values.subList(next, next + count);
            next += count;
            if (field.equals(target.primaryKey())) {
                primary = own.get(0);
            } else if (table == null) {
                parts.add(KeyPart.of(own.get(0)));
            } else {
                boolean nothing = own.stream().allMatch(JsonNode::isNull);
                parts.add(nothing ? KeyPart.NOTHING : KeyPart.ofRow(byKey(shapes.get(table), own, record)));
            }
        }
        return primary == null ? byParts(target, parts) : byPrimary(target, primary.asText(), record);
    }

    private long byParts(Shape target, List<String> parts) {
        OptionalLong found = rows.byNatural(target, parts);
        if (found.isPresent()) {
            return found.getAsLong();
        }
        long key = keys.make();
        rows.addNatural(target, parts, key);
        references.add(target, key, parts);
        return key;
    }

    private long byPrimary(Shape target, String text, FixtureRecord record) {
        OptionalLong found = rows.byPrimary(target, text);
        if (found.isPresent()) {
            return found.getAsLong();
        }
        long key = keys.of(text);
        if (target.keyIsPrimary()) {
            rows.addPrimary(target, text, key);
            references.add(target, key, List.of());
        } else {
            findings.add(
                    Finding.Kind.REFERENCE_UNRESOLVED,
                    "record %d (%s)".formatted(record.number(), record.label()),
                    "it points to %s %s, which is not in the file".formatted(target.label(), text));
        }
        return key;
    }
}
