package org.edms.backup.engine.pack.manifest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings. All are counted; the first thousand of each kind are listed. */
public final class Findings {

    private static final int MOST_OF_A_KIND = 1000;

    private final List<Finding> listed = new ArrayList<>();
    private final List<Manifest.LeftOut> leftOut = new ArrayList<>();
    private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);

    public synchronized void add(Finding.Kind kind, String subject, String detail) {
        if (counts.merge(kind, 1L, Long::sum) <= MOST_OF_A_KIND) {
            listed.add(new Finding(kind, subject, detail));
        }
    }

    /** Records data that the package omits by design. This is not a warning. */
    public synchronized void leaveOut(String what, String why) {
        leftOut.add(new Manifest.LeftOut(what, why));
    }

    public synchronized List<Manifest.LeftOut> leftOut() {
        return List.copyOf(leftOut);
    }

    public synchronized List<Finding> list() {
        return List.copyOf(listed);
    }

    public synchronized Map<Finding.Kind, Long> counts() {
        return Map.copyOf(counts);
    }
}
