package org.edms.backup.engine.restore;

import java.util.LinkedHashSet;
import java.util.Set;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;

/** Records the phases that a job enters. */
final class SeenPhases extends Meter {

    final Set<Phase> seen = new LinkedHashSet<>();

    @Override
    public void enter(Phase next) {
        super.enter(next);
        seen.add(next);
    }
}
