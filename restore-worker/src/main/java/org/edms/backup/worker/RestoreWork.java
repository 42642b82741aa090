package org.edms.backup.worker;

import org.edms.backup.foundation.task.Hold;
import org.edms.backup.foundation.task.TaskWork;

/** Carries out the restores that wait. */
final class RestoreWork implements TaskWork {

    static final String KIND = "restore";

    private final Attempt.Surroundings with;

    RestoreWork(Attempt.Surroundings with) {
        this.with = with;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(Hold hold) {
        RestoreOrder order = with.orders().get(hold.task().id());
        with.metrics().begins();
        try {
            new Attempt(hold, order, with).run();
        } finally {
            with.metrics().ends();
        }
    }
}
