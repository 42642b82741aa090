package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.edms.backup.engine.restore.files.FileRecovery;
import org.edms.backup.engine.restore.target.AppliedRestores;
import org.edms.backup.engine.restore.target.CrashRecovery;
import org.edms.backup.engine.restore.target.KeptDatabase;
import org.edms.backup.engine.restore.target.ServerConnection;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreReport;

/** Recovers from interrupted restores, and determines whether this restore was already committed or undone. */
final class EarlierRestores {

    private final RestoreContext context;

    EarlierRestores(RestoreContext context) {
        this.context = context;
    }

    /** @return the recorded report if this restore was already committed: there is nothing left to do then */
    Optional<RestoreReport> recover(Target target) throws IOException, SQLException {
        AppliedRestores applied = new AppliedRestores(target.sql());
        Optional<RestoreReport> committed = applied.find(context.id());
        if (committed.isPresent() && applied.find(Undo.idOfUndo(context.id())).isPresent()) {
            throw undone();
        }
        try {
            context.reports()
                    .addWarnings(new CrashRecovery(target, applied, context.task(), context.lockedRoots()).recover());
            return committed;
        } catch (SQLException | IOException | BackupException e) {
            if (committed.isEmpty()) {
                throw e;
            }
            return Optional.of(committed.get().withWarnings(context.files().warningsForStaged(e)));
        }
    }

    /**
     * Recovers in the file roots if there is no target that records restores. A dry run does not recover.
     *
     * @param database the identity of the database that will be created; null for a restore of files only
     */
    void recoverFiles(String database) throws IOException, SQLException {
        if (!context.options().dryRun()) {
            context.reports()
                    .addWarnings(new FileRecovery(context.lockedRoots()).recover(database, id -> Optional.empty()));
        }
    }

    /** An undo that put back the previous database has renamed the one that records this restore. */
    void refuseUndone(ServerConnection server) throws SQLException {
        if (server.exists(KeptDatabase.nameUndone(context.task().target(), context.id()))) {
            throw undone();
        }
    }

    private BackupException undone() {
        return new BackupException(
                ErrorCode.ILLEGAL_STATE, "the restore " + context.id() + " was undone; start it again with another id");
    }
}
