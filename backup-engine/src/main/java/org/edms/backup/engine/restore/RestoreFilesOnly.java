package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreReport;

/**
 * Restores files without rows. The report, written to the first root, is the commit: before it, no file is moved. After a crash
 * later on, the next restore moves the remaining files.
 */
final class RestoreFilesOnly {

    private final RestoreContext context;
    private final RestoreAreas files;

    RestoreFilesOnly(RestoreContext context) {
        this.context = context;
        this.files = context.files();
    }

    RestoreReport run() throws IOException, SQLException {
        new EarlierRestores(context).recoverFiles(null);
        Optional<RestoreReport> committed = files.committedReport();
        if (committed.isPresent()) {
            return committed.get();
        }
        RestoreReport report = stageAndCommit();
        if (report.committed()) {
            context.meter().enter(Phase.PLACING_FILES);
            context.interruption().disable().run();
            placeOrUndo();
        }
        return report;
    }

    private RestoreReport stageAndCommit() throws IOException {
        boolean committed = false;
        try {
            new RestoredFiles(context).stage(null);
            new Preconditions(context.task(), context.selection())
                    .refuseUnconfirmed(context.fileStaging().accounts());
            RestoreReport report = context.reports()
                    .report(RowsResult.NONE, context.fileStaging().accounts(), null);
            if (report.committed()) {
                files.commit(report);
                committed = true;
            }
            return report;
        } finally {
            if (!committed) {
                files.discard();
            }
        }
    }

    /** No committed rows depend on these files: if one cannot be placed, the others are put back. */
    private void placeOrUndo() throws IOException {
        try {
            files.place();
        } catch (IOException | BackupException e) {
            undo(e);
            throw e;
        }
    }

    private void undo(Exception cause) {
        try {
            files.undo();
        } catch (IOException | BackupException e) {
            e.addSuppressed(cause);
            throw new BackupException(
                    ErrorCode.UNDO_UNFINISHED,
                    "restore %s: cannot place its files (%s), and cannot put back those that it has moved (%s)"
                            .formatted(context.id(), cause.getMessage(), e.getMessage()),
                    e);
        }
    }
}
