package org.edms.backup.worker;

import org.edms.backup.foundation.task.Hold;
import org.edms.backup.foundation.task.TaskWork;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.id.RestoreJobId;

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

    @Override
    public void fail(Hold hold, Failure failure) {
        RestoreJobId id = new RestoreJobId(hold.task().id());
        hold.finish(transaction -> {
            with.outbox().add(transaction, new RestoreEvent.Failed(id, failure));
            with.orders().ended(transaction, id);
        });
    }
}
