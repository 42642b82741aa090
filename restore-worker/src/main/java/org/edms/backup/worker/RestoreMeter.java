package org.edms.backup.worker;

import org.edms.backup.engine.restore.Restore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.foundation.task.TaskLease;

/** How far a restore is; when it cannot be taken back any more, nobody interrupts it. */
final class RestoreMeter extends Meter {

    private final TaskLease lease;
    private volatile boolean pastReturn;

    RestoreMeter(TaskLease lease) {
        this.lease = lease;
    }

    @Override
    public void phase(String name) {
        super.phase(name);
        if (Restore.LAST.contains(name)) {
            pastReturn = true;
            lease.disableInterruption();
        }
    }

    /** Whether the restore may have happened, however it ended. */
    boolean isPastReturn() {
        return pastReturn;
    }

    /** Whether what fails now takes something back. */
    boolean isWriting() {
        return Restore.WRITING.contains(progress().phase());
    }

    /** Whether nothing was done yet but to look for the package and for the target. */
    boolean isOpening() {
        return progress().phase().equals("opening");
    }
}
