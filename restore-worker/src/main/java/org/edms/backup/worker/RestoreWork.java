package org.edms.backup.worker;

import org.edms.backup.foundation.task.TaskLease;
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
    public void run(TaskLease lease) {
        RestoreOrder order = with.orders().get(lease.task().id());
        with.metrics().begins();
        try {
            new Attempt(lease, order, with).run();
        } finally {
            with.metrics().ends();
        }
    }

    @Override
    public void fail(TaskLease lease, Failure failure) {
        RestoreJobId id = new RestoreJobId(lease.task().id());
        lease.finish(transaction -> {
            with.outbox().add(transaction, new RestoreEvent.Failed(id, failure));
            with.orders().ended(transaction, id);
        });
    }
}
