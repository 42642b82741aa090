package org.edms.backup.worker;

import org.edms.backup.foundation.task.TaskLease;
import org.edms.backup.foundation.task.TaskWork;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.id.RestoreJobId;

/** Runs restore tasks. */
final class RestoreWork implements TaskWork {

    static final String KIND = "restore";

    private final RestoreAttempt.Dependencies dependencies;

    RestoreWork(RestoreAttempt.Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(TaskLease lease) {
        RestoreOrder order = dependencies.orders().get(lease.task().id());
        dependencies.metrics().begins();
        try {
            new RestoreAttempt(lease, order, dependencies).run();
        } finally {
            dependencies.metrics().ends();
        }
    }

    @Override
    public void fail(TaskLease lease, Failure failure) {
        RestoreJobId id = new RestoreJobId(lease.task().id());
        lease.finish(() -> {
            dependencies.outbox().add(new RestoreEvent.Failed(id, failure));
            dependencies.orders().end(id);
        });
    }
}
