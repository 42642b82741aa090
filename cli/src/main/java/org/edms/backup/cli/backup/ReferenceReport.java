package org.edms.backup.cli.backup;

import java.util.List;
import java.util.Locale;
import org.edms.backup.engine.references.DatabaseReferences;
import org.edms.backup.engine.references.FoundReference;

/** The references in a database that no foreign key declares, as JSON. */
record ReferenceReport(String model, List<Found> references) {

    /**
     * @param hint the line for the model; null unless the reference is open
     */
    record Found(
            String column,
            String place,
            List<Target> targets,
            String type,
            long values,
            long found,
            double share,
            double chance,
            String reason,
            boolean complete,
            String state,
            String hint) {}

    record Target(String table, String key, String type) {}

    ReferenceReport(DatabaseReferences all) {
        this(all.model(), all.references().stream().map(ReferenceReport::found).toList());
    }

    private static Found found(FoundReference reference) {
        FoundReference.Evidence evidence = reference.evidence();
        return new Found(
                reference.qualifiedColumn(),
                reference.place().place().toString(),
                reference.targets().stream()
                        .map(target -> new Target(
                                target.table().schema() + "." + target.table().table(),
                                target.key(),
                                target.typeValue()))
                        .toList(),
                reference.type(),
                evidence.values(),
                evidence.found(),
                evidence.share(),
                evidence.chance(),
                evidence.reason(),
                evidence.complete(),
                reference.state().name().toLowerCase(Locale.ROOT),
                reference.isOpen() ? reference.hint() : null);
    }
}
