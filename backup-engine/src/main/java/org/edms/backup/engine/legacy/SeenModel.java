package org.edms.backup.engine.legacy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edms.backup.engine.model.FixtureModel.Shape;
import org.edms.backup.engine.pack.Finding;
import org.edms.backup.engine.pack.Findings;

/** What was seen of a model when the fixture was read for the first time. */
final class SeenModel {

    private final Shape shape;
    private final Map<String, Long> fields = new LinkedHashMap<>();
    private long records;
    private long lost;

    SeenModel(Shape shape) {
        this.shape = shape;
    }

    Shape shape() {
        return shape;
    }

    long records() {
        return records;
    }

    void count(FixtureRecord record) {
        records++;
        record.fields().fieldNames().forEachRemaining(field -> fields.merge(field, 1L, Long::sum));
    }

    /** One of them has lost its primary key, and none can be made for it. */
    void countLost() {
        lost++;
    }

    /** The fields that become columns; the primary key comes first, if any record has one. */
    List<String> fields() {
        Set<String> all = new LinkedHashSet<>();
        if (lost < records) {
            all.add(shape.primaryKey());
        }
        fields.keySet().stream()
                .filter(field -> !shape.lists().containsKey(field))
                .forEach(all::add);
        return List.copyOf(all);
    }

    void noteWhatIsMissing(Findings findings) {
        fields.forEach((field, count) -> {
            if (count < records) {
                findings.add(
                        Finding.Kind.FIELD_MISSING,
                        shape.label() + "." + field,
                        "%,d of %,d records do not have it; NULL stands there".formatted(records - count, records));
            }
        });
    }
}
