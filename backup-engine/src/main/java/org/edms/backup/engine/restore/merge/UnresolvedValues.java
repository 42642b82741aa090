package org.edms.backup.engine.restore.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.DeclaredReference;
import org.edms.backup.engine.model.Place;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/** What declared references of one table have named that does not exist, and what became of it. */
final class UnresolvedValues {

    private static final int MAX_EXAMPLES = 5;

    private final Map<DeclaredReference, Seen> seen = new LinkedHashMap<>();
    private final Map<Long, String> refused = new LinkedHashMap<>();

    private static final class Seen {
        private long values;
        private long ids;
        private long kept;
        private long ignored;
        private long cleared;
        private final List<String> examples = new ArrayList<>();
    }

    private Seen of(DeclaredReference reference) {
        return seen.computeIfAbsent(reference, any -> new Seen());
    }

    void read(DeclaredReference reference, long ids) {
        of(reference).values++;
        of(reference).ids += ids;
    }

    void keep(DeclaredReference reference, String row, String what) {
        of(reference).kept++;
        example(reference, row, what);
    }

    void ignore(DeclaredReference reference) {
        of(reference).ignored++;
    }

    void clear(DeclaredReference reference, String row, String what) {
        of(reference).cleared++;
        example(reference, row, what);
    }

    private void example(DeclaredReference reference, String row, String what) {
        if (of(reference).examples.size() < MAX_EXAMPLES) {
            of(reference).examples.add("row " + row + ": " + what);
        }
    }

    /** The first reason counts. */
    void refuse(long row, String why) {
        refused.putIfAbsent(row, why);
    }

    /** The rows that are not restored, by their numbers in the staging table, with the reasons. */
    Map<Long, String> refused() {
        return refused;
    }

    /** How many values of each reference stay, reported or not. */
    Map<DeclaredReference, Long> kept() {
        return seen.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().kept + each.getValue().ignored));
    }

    List<Failure> warnings(String table) {
        List<Failure> warnings = new ArrayList<>();
        seen.forEach((reference, each) -> {
            String examples = String.join("; ", each.examples);
            if (each.kept > 0) {
                warnings.add(new Failure(
                        ErrorCode.REFERENCE_UNRESOLVED,
                        "%d values of %s.%s name nothing in package or target; they are restored unchanged: %s"
                                .formatted(each.kept, table, reference, examples)));
            }
            if (each.cleared > 0) {
                warnings.add(new Failure(
                        ErrorCode.REFERENCE_UNRESOLVED,
                        "%d values of %s.%s name nothing in package or target; they are cleared: %s"
                                .formatted(each.cleared, table, reference, examples)));
            }
            boolean selects =
                    reference.place() instanceof Place.JsonPath || reference.place() instanceof Place.Template;
            if (selects && each.values > 0 && each.ids == 0) {
                warnings.add(new Failure(
                        ErrorCode.REFERENCE_UNUSED,
                        "%s.%s: no id is found in %d values".formatted(table, reference, each.values)));
            }
        });
        return warnings;
    }
}
