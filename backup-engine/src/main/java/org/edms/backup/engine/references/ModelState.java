package org.edms.backup.engine.references;

import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.Place;
import org.edms.backup.engine.model.ReferencePlace;
import org.edms.backup.engine.model.TableModel;

/** Compares a reference that was found with what the model says. */
record ModelState(EdmsModel model) {

    FoundReference judge(Verdict.Suspect suspect, FoundReference.Evidence evidence) {
        String schema = suspect.place().table().schema();
        ReferencePlace place = suspect.place().place();
        return new FoundReference(
                schema,
                place,
                targets(suspect),
                suspect.typed() == null ? null : suspect.typed().column(),
                evidence,
                state(schema, place),
                ModelLine.of(suspect));
    }

    private static List<FoundReference.Target> targets(Verdict.Suspect suspect) {
        List<FoundReference.Target> targets = new ArrayList<>();
        if (suspect.typed() == null) {
            suspect.keys().forEach(key -> targets.add(target(key, null)));
        } else {
            suspect.typed()
                    .keys()
                    .forEach((type, key) ->
                            targets.add(target(key, suspect.typed().labels().get(type))));
        }
        return targets;
    }

    private static FoundReference.Target target(CandidateKey key, String type) {
        return new FoundReference.Target(key.table().tableName(), key.column(), type);
    }

    private FoundReference.State state(String schema, ReferencePlace place) {
        TableModel meaning = model.table(schema, place.table()).orElse(TableModel.SILENT);
        boolean generic = place.place() instanceof Place.Whole
                && meaning.genericReferences().stream()
                        .anyMatch(reference -> reference.id().equals(place.column()));
        boolean file = meaning.files().stream().anyMatch(each -> each.path().equals(place.column()));
        return generic || file ? FoundReference.State.DECLARED : FoundReference.State.OPEN;
    }
}
