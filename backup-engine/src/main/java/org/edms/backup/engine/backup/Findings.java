package org.edms.backup.engine.backup;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.pack.Finding;

/** What is noticed on the way. All is counted; of each kind, the first thousand are told. */
final class Findings {

    private static final int MOST_OF_A_KIND = 1000;

    private final List<Finding> told = new ArrayList<>();
    private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);

    synchronized void add(Finding.Kind kind, String subject, String detail) {
        if (counts.merge(kind, 1L, Long::sum) <= MOST_OF_A_KIND) {
            told.add(new Finding(kind, subject, detail));
        }
    }

    synchronized List<Finding> told() {
        return List.copyOf(told);
    }

    synchronized Map<Finding.Kind, Long> counts() {
        return Map.copyOf(counts);
    }
}
