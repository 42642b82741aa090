package org.edms.backup.engine.restore;

import org.edms.backup.engine.work.Meter;

/** Does something whenever a phase begins. */
final class OnPhase extends Meter {

    private final String phase;
    private final Runnable action;

    OnPhase(String phase, Runnable action) {
        this.phase = phase;
        this.action = action;
    }

    @Override
    public void phase(String name) {
        super.phase(name);
        if (name.equals(phase)) {
            action.run();
        }
    }
}
