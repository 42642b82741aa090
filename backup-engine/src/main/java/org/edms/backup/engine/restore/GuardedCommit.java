package org.edms.backup.engine.restore;

import java.sql.SQLException;
import org.edms.backup.engine.restore.target.CommitInquiry;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The commit of rows. It is not interrupted, and if the connection is lost meanwhile, its outcome is determined afterwards. */
final class GuardedCommit {

    private final RestoreContext.Interruption interruption;
    private final CommitInquiry inquiry;
    private final Meter meter;

    GuardedCommit(RestoreContext.Interruption interruption, CommitInquiry inquiry, Meter meter) {
        this.interruption = interruption;
        this.inquiry = inquiry;
        this.meter = meter;
    }

    /** The statement that commits. */
    @FunctionalInterface
    interface Change {
        void run() throws SQLException;
    }

    /** From here on, the caller must not interrupt this thread: it could not know whether the restore is committed. */
    void prepare() {
        meter.enter(Phase.COMMITTING);
        interruption.disable().run();
    }

    /** @param sql the connection on which the change commits */
    void run(Sql sql, Change change) throws SQLException {
        inquiry.begin(sql);
        change.run();
        interruption.canceller().disableInterruption();
    }

    /**
     * Returns whether the change is committed despite a failure of any step of the restore.
     *
     * @throws BackupException {@link ErrorCode#COMMIT_UNKNOWN} if the server does not answer; leave everything as it is then
     */
    boolean hasSucceededDespite(Exception failure) {
        interruption.canceller().stop();
        return inquiry.isCommittedDespite(failure);
    }
}
