package org.edms.backup.worker;

import java.time.Duration;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.foundation.task.TaskLease;
import org.edms.backup.model.Phase;
import org.edms.backup.model.Progress;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.id.RestoreJobId;

/** Reports the progress of a restore when it has changed. */
final class ProgressReporter {

    private final RestoreJobId id;
    private final TaskLease lease;
    private final Outbox outbox;
    private final EtaEstimator eta = new EtaEstimator(System.nanoTime());
    private Progress reported;

    ProgressReporter(RestoreJobId id, TaskLease lease, Outbox outbox) {
        this.id = id;
        this.lease = lease;
        this.outbox = outbox;
    }

    void report(Progress now) {
        if (now.equals(reported)) {
            return;
        }
        Duration remaining = eta.remaining(now, System.nanoTime());
        lease.report(() -> outbox.add(event(now, now.phase(), remaining)));
        reported = now;
    }

    /** Reports a phase in the caller's transaction. */
    void reportPhase(Progress now, Phase phase) {
        outbox.add(event(now, phase, null));
    }

    private RestoreEvent event(Progress now, Phase phase, Duration remaining) {
        Progress progress = new Progress(
                phase, now.table(), now.rows(), now.rowsExpected(), now.bytes(), now.bytesExpected(), remaining);
        return new RestoreEvent.Progressed(id, progress);
    }
}
