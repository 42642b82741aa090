package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.files.FileRecovery;
import org.edms.backup.engine.restore.files.FileStaging;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.files.RootLocks;
import org.edms.backup.engine.restore.input.RestoreSelection;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.Replace;
import org.edms.backup.engine.restore.merge.Merge;
import org.edms.backup.engine.restore.merge.MergedFiles;
import org.edms.backup.engine.restore.target.AppliedRestores;
import org.edms.backup.engine.restore.target.CommitInquiry;
import org.edms.backup.engine.restore.target.NewDatabase;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TargetFailure;
import org.edms.backup.engine.restore.target.TemporaryName;
import org.edms.backup.engine.restore.target.WriteConnection;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.source.StatementCanceller;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;

/**
 * Restores a package into a system, completely or not at all, and accounts for every row and file of it.
 *
 * <p>Files are staged beside their destinations, and rows are written in one transaction. The restore takes effect with its
 * commit; after it, the files are moved into place. A crash before the commit leaves only data that the next restore removes.
 * A crash after it leaves only files that the next restore moves into place. The target records committed restores: if a
 * request is repeated, the recorded report is returned, and nothing else is done.
 */
public final class Restore {

    private final PackageStore store;
    private final StoredPackages packages;
    private final RestoreTask task;
    private final SafetyPackage safety;
    private final Meter meter;
    private final ReportBuilder reports;
    private Duration serverTimeout = CommitInquiry.TIMEOUT;
    private Runnable disableInterruption = () -> {};

    /** Backs up the target before it is changed. */
    @FunctionalInterface
    public interface SafetyPackage {
        StoredPackage make() throws IOException;
    }

    public Restore(
            PackageStore store,
            List<Identity> identities,
            RestoreTask task,
            SafetyPackage safety,
            Clock clock,
            Meter meter) {
        this.store = store;
        this.packages = new StoredPackages(store, identities);
        this.task = task;
        this.safety = safety;
        this.meter = meter;
        this.reports = new ReportBuilder(task, clock);
    }

    /** Sets how long to wait for a server whose connection was lost during the commit. */
    Restore waitForServer(Duration timeout) {
        serverTimeout = timeout;
        return this;
    }

    /** Sets the action that keeps the caller from interrupting this thread. It runs before the commit. */
    public Restore disableInterruptionWith(Runnable action) {
        disableInterruption = action;
        return this;
    }

    /**
     * Runs to the end. Interrupting its thread cancels it, until the rows are committed.
     *
     * @return the report. If it has a failure, nothing was changed. If files could not be placed after the commit, it has a
     *     warning {@link ErrorCode#FILES_WAITING}
     * @throws BackupException if the restore failed before there was anything to report; nothing was changed
     */
    public RestoreReport run() throws IOException {
        meter.enter(Phase.OPENING);
        try (StatementCanceller canceller = StatementCanceller.of(task.target());
                RestoredPackage source =
                        RestoredPackage.open(packages, task.request().packageName())) {
            reports.source(source, store);
            RestoreSelection selection = new RestoreSelection(task.request().options(), source.manifest());
            new Preconditions(task, selection).refuseEmptySelection();
            selection.expect(meter);
            List<FileRoot> roots = rootsToLock(selection);
            RestoreContext.Interruption interruption = new RestoreContext.Interruption(canceller, disableInterruption);
            return RootLocks.holding(roots, selection.files(), () -> {
                try (RestoreAreas files =
                        new RestoreAreas(task.roots(), task.request().id())) {
                    return restore(new RestoreContext(
                            task,
                            source,
                            selection,
                            files,
                            newFileStaging(files),
                            roots,
                            reports,
                            interruption,
                            serverTimeout,
                            meter));
                }
            });
        } catch (SQLException e) {
            throw TargetFailure.of(e, task.targetName());
        }
    }

    /** The report of a restore that ended with an exception. It names the cause and the safety package, if one was made. */
    public RestoreReport failed(Failure why) {
        return reports.failed(why);
    }

    /** The report of a restore that failed before it started, for example because its package could not be converted. */
    public static RestoreReport failed(RestoreTask task, Failure why, Clock clock) {
        return new ReportBuilder(task, clock).failed(why);
    }

    /**
     * The report of a restore that any process has committed in a database.
     *
     * @return empty if the restore is not committed, or if the database does not exist
     */
    public static Optional<RestoreReport> committed(Database target, RestoreJobId id) {
        try (Connection connection = WriteConnection.open(target)) {
            return new AppliedRestores(new Sql(connection)).find(id);
        } catch (SQLException e) {
            throw TargetFailure.of(e, target.toString());
        } catch (BackupException e) {
            if (e.code() == ErrorCode.DATABASE_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A restore without files locks only the roots in which it recovers interrupted restores. */
    private List<FileRoot> rootsToLock(RestoreSelection selection) throws IOException {
        if (task.request().options().dryRun()) {
            return List.of();
        }
        return selection.files() ? task.roots() : FileRecovery.rootsInUse(task.roots());
    }

    private FileStaging newFileStaging(RestoreAreas files) {
        RestoreOptions options = task.request().options();
        return new FileStaging(files, options.onMatch(), options.dryRun(), meter);
    }

    private RestoreReport restore(RestoreContext context) throws IOException, SQLException {
        if (!context.selection().rows()) {
            return new RestoreFilesOnly(context).run();
        }
        EffectiveModel model = context.source().model(task.model());
        reports.model(model);
        return context.selection().mode() == RestoreMode.MERGE ? merge(context, model) : replace(context, model);
    }

    private RestoreReport merge(RestoreContext context, EffectiveModel model) throws IOException, SQLException {
        context.fileStaging().expect(model.model());
        return new RestoreInPlace(
                        context,
                        model,
                        safety,
                        target -> new Merge(
                                        target,
                                        context.source(),
                                        model.model(),
                                        task,
                                        meter,
                                        mergedFiles(context, model.model(), target))
                                .run())
                .run();
    }

    private static MergedFiles mergedFiles(RestoreContext context, EdmsModel model, Target target) throws SQLException {
        return context.selection().files() ? new FileClaims(context, model, target) : MergedFiles.NONE;
    }

    /** A user who may not create databases has the rows of the target replaced in place. */
    private RestoreReport replace(RestoreContext context, EffectiveModel model) throws IOException, SQLException {
        Replace replace = new Replace(context.source(), model.model(), task, meter);
        replace.refuseMergeOnlyPackage();
        replace.refuseUntrustedCode();
        model.refuseUnlessItFits(context.source().catalog().tables());
        try (NewDatabase created = NewDatabase.beside(task.target(), TemporaryName.of(context.id()))) {
            return created.isAllowed()
                    ? new RestoreIntoNewDatabase(context, model, replace, created).run()
                    : new RestoreInPlace(context, model, safety, replace::buildInPlace).run();
        }
    }
}
