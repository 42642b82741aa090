package org.edms.backup.engine.restore;

import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;

/** Runs an action whenever a phase begins. */
final class OnPhase extends Meter {

    private final Phase phase;
    private final Runnable action;

    OnPhase(Phase phase, Runnable action) {
        this.phase = phase;
        this.action = action;
    }

    @Override
    public void enter(Phase next) {
        super.enter(next);
        if (next == phase) {
            action.run();
        }
    }
}
