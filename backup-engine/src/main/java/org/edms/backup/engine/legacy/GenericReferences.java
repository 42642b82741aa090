package org.edms.backup.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.model.FixtureModel;
import org.edms.backup.engine.model.FixtureModel.Shape;
import org.edms.backup.engine.pack.Finding;
import org.edms.backup.engine.pack.Findings;

/**
 * Looks at values that hold the id of a row of any model. They stay what they are: an id is right where the row that it means
 * has kept its own, and what it means elsewhere nobody knows.
 */
final class GenericReferences {

    private final FixtureModel model;
    private final FixtureIndex index;
    private final Findings findings;

    GenericReferences(FixtureModel model, FixtureIndex index, Findings findings) {
        this.model = model;
        this.index = index;
        this.findings = findings;
    }

    void look(Shape shape, FixtureRecord record) {
        if (shape.generic() == null) {
            return;
        }
        JsonNode type = record.fields().path(shape.generic().type());
        String id = record.fields().path(shape.generic().id()).asText("");
        if (type.isNull() || type.isMissingNode() || id.isEmpty()) {
            return;
        }
        String label = labelOf(shape, type, record);
        if (!isInTheFile(label, id)) {
            findings.add(
                    Finding.Kind.GENERIC_UNRESOLVED,
                    "record %d (%s)".formatted(record.number(), record.label()),
                    "it points to %s %s, and no row of the file has that id"
                            .formatted(label == null ? "a model" : label, id));
        }
    }

    private boolean isInTheFile(String label, String id) {
        return label != null
                && model.shape(label)
                        .map(target -> index.rows().byPrimary(target, id).isPresent())
                        .orElse(false);
    }

    /** @return null for a model that the file does not name */
    private String labelOf(Shape shape, JsonNode type, FixtureRecord record) {
        if (type.isArray()) {
            List<JsonNode> parts = new ArrayList<>();
            type.forEach(parts::add);
            return FixtureIndex.label(parts.stream());
        }
        String table = shape.relations().get(shape.generic().type());
        return index.type(index.links().silent().find(table, type, record));
    }
}
