package org.edms.backup.worker;

import java.time.Duration;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.foundation.task.TaskLease;
import org.edms.backup.model.Progress;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.id.RestoreJobId;
import org.jdbi.v3.core.Handle;

/** Tells how far a restore is, when that is farther than it was. */
final class ProgressTelling {

    private final RestoreJobId id;
    private final TaskLease lease;
    private final Outbox outbox;
    private final Remaining remaining = new Remaining(System.nanoTime());
    private Progress told;

    ProgressTelling(RestoreJobId id, TaskLease lease, Outbox outbox) {
        this.id = id;
        this.lease = lease;
        this.outbox = outbox;
    }

    void tell(Progress now) {
        if (now.equals(told)) {
            return;
        }
        Duration left = remaining.of(now, System.nanoTime());
        lease.report(transaction ->
                outbox.add(transaction, new RestoreEvent.Progressed(id, with(now, now.phase(), left))));
        told = now;
    }

    void tell(Handle transaction, Progress now, String phase) {
        outbox.add(transaction, new RestoreEvent.Progressed(id, with(now, phase, null)));
    }

    private static Progress with(Progress now, String phase, Duration left) {
        return new Progress(phase, now.table(), now.rows(), now.rowsExpected(), now.bytes(), now.bytesExpected(), left);
    }
}
