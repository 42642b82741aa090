package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.merge.Staging;
import org.edms.backup.engine.restore.target.AppliedRestores;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TargetIdentity;
import org.edms.backup.engine.restore.target.TemporaryName;
import org.edms.backup.model.Phase;
import org.edms.backup.model.restore.RestoreReport;

/**
 * Restores rows in one transaction of the target, with the record of the restore. A crash before the commit leaves a staging
 * schema and staged files, which the next restore deletes. A crash after it leaves files that the next restore places.
 */
final class RestoreInPlace {

    private final RestoreContext context;
    private final RestoreTask task;
    private final RestoreAreas files;
    private final EffectiveModel model;
    private final Restore.SafetyPackage safety;
    private final RowsWork rowsWork;
    private final RestoredFiles restoredFiles;
    private final GuardedCommit commit;

    /** Writes the rows in the transaction of the target. */
    @FunctionalInterface
    interface RowsWork {
        RowsResult run(Target target) throws IOException, SQLException;
    }

    RestoreInPlace(RestoreContext context, EffectiveModel model, Restore.SafetyPackage safety, RowsWork rowsWork) {
        this.context = context;
        this.task = context.task();
        this.files = context.files();
        this.model = model;
        this.safety = safety;
        this.rowsWork = rowsWork;
        this.restoredFiles = new RestoredFiles(context);
        this.commit = context.guardedCommit(task.target());
    }

    RestoreReport run() throws IOException, SQLException {
        try (Target target = Target.open(task.target())) {
            Optional<RestoreReport> committed = new EarlierRestores(context).recover(target);
            if (committed.isPresent()) {
                return committed.get();
            }
            Preconditions preconditions = new Preconditions(task, context.selection());
            boolean containsData = preconditions.refuseUnconfirmed(target);
            preconditions.refuseUnfitModel(model, context.source().manifest(), target);
            context.reports().readFingerprint(target);
            if (containsData) {
                makeSafetyPackage();
            }
            return restore(target);
        }
    }

    private void makeSafetyPackage() throws IOException {
        if (!context.options().dryRun() && context.options().safetyBackup()) {
            context.meter().enter(Phase.SAFETY_BACKUP);
            context.reports().safetyPackage(safety.make());
        }
    }

    private RestoreReport restore(Target target) throws IOException, SQLException {
        Staging staging = new Staging(target, TemporaryName.of(context.id()), context.meter());
        RestoreReport report = null;
        try {
            report = stageAndWrite(target);
            if (!report.committed()) {
                target.connection().rollback();
                files.discard();
                staging.drop();
                return report;
            }
            commit(report, target);
        } catch (SQLException | IOException | RuntimeException e) {
            if (commit.hasSucceededDespite(e)) {
                return restoredFiles.place(report);
            }
            CleanUp.after(e, target.connection()::rollback, files::discard, staging::drop);
            throw e;
        }
        return restoredFiles.place(report, target);
    }

    private RestoreReport stageAndWrite(Target target) throws IOException, SQLException {
        restoredFiles.stage(TargetIdentity.of(target.sql(), task.target()));
        RowsResult rows = rowsWork.run(target);
        context.fileStaging().contested().discardKept();
        return context.reports()
                .report(
                        restoredFiles.checkReferences(rows, model.model(), target.sql()),
                        context.fileStaging().accounts(),
                        null);
    }

    /** The key of the journal is in the same transaction: files of a committed restore can always be placed and undone. */
    private void commit(RestoreReport report, Target target) throws SQLException {
        commit.prepare();
        new AppliedRestores(target.sql()).write(report, false, files.seal());
        commit.run(target.sql(), target.connection()::commit);
    }
}
