package org.edms.backup.worker;

import org.edms.backup.engine.restore.Restore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.foundation.task.TaskLease;

/** Tracks the progress of a restore, and disables interruption once it can no longer be undone. */
final class RestoreMeter extends Meter {

    private final TaskLease lease;
    private volatile boolean pastPointOfNoReturn;

    RestoreMeter(TaskLease lease) {
        this.lease = lease;
    }

    @Override
    public void phase(String name) {
        super.phase(name);
        if (Restore.LAST.contains(name)) {
            pastPointOfNoReturn = true;
            lease.disableInterruption();
        }
    }

    /** Whether the restore may be committed, even if it failed. */
    boolean isPastPointOfNoReturn() {
        return pastPointOfNoReturn;
    }

    /** Whether a failure rolls something back. */
    boolean isWriting() {
        return Restore.WRITING.contains(progress().phase());
    }

    /** Whether the restore is still locating the package and the target. */
    boolean isOpening() {
        return progress().phase().equals("opening");
    }
}
