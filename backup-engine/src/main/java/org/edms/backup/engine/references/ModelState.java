package org.edms.backup.engine.references;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.Place;
import org.edms.backup.engine.model.ReferencePlace;
import org.edms.backup.engine.model.TableModel;

/** Compares a reference that was found with what the model says. */
record ModelState(EdmsModel model) {

    private static final Pattern WILDCARD = Pattern.compile("\\.\\*\\*|\\.\\*|\\[\\*\\]");

    FoundReference judge(Verdict.Suspect suspect, FoundReference.Evidence evidence) {
        String schema = suspect.place().table().schema();
        ReferencePlace place = suspect.place().place();
        return new FoundReference(
                schema,
                place,
                targets(suspect),
                suspect.typed() == null ? null : suspect.typed().column(),
                evidence,
                of(suspect.place()),
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

    FoundReference.State of(IdOccurrences occurrences) {
        ReferencePlace place = occurrences.place();
        TableModel meaning =
                model.table(occurrences.table().schema(), place.table()).orElse(TableModel.SILENT);
        String column = place.column();
        if (meaning.references().dismissed().contains(column)
                || meaning.computed().contains(column)) {
            return FoundReference.State.DISMISSED;
        }
        boolean generic = place.place() instanceof Place.Whole
                && meaning.references().generic().stream()
                        .anyMatch(reference -> reference.id().equals(column));
        boolean file = meaning.files().byColumns().stream()
                .anyMatch(each -> each.path().equals(column));
        boolean reference = meaning.references().declared().stream()
                .anyMatch(each -> each.column().equals(column) && covers(each.place(), place.place()));
        return generic || file || reference ? FoundReference.State.DECLARED : FoundReference.State.OPEN;
    }

    /** A column is declared as a whole, unless it is JSON: then each path counts, except if ids are anywhere in it. */
    private static boolean covers(Place declared, Place found) {
        if (declared.equals(new Place.Template("{id}", true))) {
            return true;
        }
        if (declared instanceof Place.JsonPath wide && found instanceof Place.JsonPath narrow) {
            return isCovered(wide.path(), narrow.path());
        }
        return !(declared instanceof Place.JsonPath) && !(found instanceof Place.JsonPath);
    }

    private static boolean isCovered(String declared, String found) {
        StringBuilder pattern = new StringBuilder();
        Matcher wildcard = WILDCARD.matcher(declared);
        int end = 0;
        while (wildcard.find()) {
            pattern.append(Pattern.quote(declared.substring(end, wildcard.start())));
            pattern.append(
                    switch (wildcard.group()) {
                        case ".**" -> "(\\.[^.\\[]+|\\[\\*\\])*";
                        case ".*" -> "\\.(\\*|[^.\\[~]+)";
                        default -> "\\[\\*\\]";
                    });
            end = wildcard.end();
        }
        return found.matches(
                pattern.append(Pattern.quote(declared.substring(end))).toString());
    }
}
