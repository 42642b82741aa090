package org.edms.backup.engine.restore;

import java.time.Duration;
import java.util.List;
import org.edms.backup.engine.restore.files.FileStaging;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.input.RestoreSelection;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.target.CommitInquiry;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.StatementCanceller;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreOptions;

/**
 * What the steps of one restore share.
 *
 * @param files the areas of this restore in the file roots; the restore closes them
 * @param lockedRoots the file roots that this restore has locked
 * @param interruption how the restore stops being interruptible
 * @param serverTimeout how long to wait for a server whose connection was lost during the commit
 */
record RestoreContext(
        RestoreTask task,
        RestoredPackage source,
        RestoreSelection selection,
        RestoreAreas files,
        FileStaging fileStaging,
        List<FileRoot> lockedRoots,
        ReportBuilder reports,
        Interruption interruption,
        Duration serverTimeout,
        Meter meter) {

    /**
     * @param canceller cancels running statements when the thread is interrupted
     * @param disable keeps the caller from interrupting the thread
     */
    record Interruption(StatementCanceller canceller, Runnable disable) {}

    RestoreJobId id() {
        return task.request().id();
    }

    RestoreOptions options() {
        return task.request().options();
    }

    /** @param server a database on the target's server that exists whether or not the commit succeeds */
    GuardedCommit guardedCommit(Database server) {
        CommitInquiry inquiry = new CommitInquiry(
                task.target(),
                server,
                () -> Restore.committed(task.target(), id()).isPresent(),
                serverTimeout);
        return new GuardedCommit(interruption, inquiry, meter);
    }
}
