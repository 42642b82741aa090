package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.files.FilePlacing;
import org.edms.backup.engine.restore.files.FileRecovery;
import org.edms.backup.engine.restore.files.RestoreArea;
import org.edms.backup.engine.restore.files.RootLocks;
import org.edms.backup.engine.restore.input.RestoreSelection;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.Replace;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.merge.Merge;
import org.edms.backup.engine.restore.merge.Staging;
import org.edms.backup.engine.restore.target.AppliedRestores;
import org.edms.backup.engine.restore.target.CommitInquiry;
import org.edms.backup.engine.restore.target.CrashRecovery;
import org.edms.backup.engine.restore.target.Fingerprint;
import org.edms.backup.engine.restore.target.KeptDatabase;
import org.edms.backup.engine.restore.target.NewDatabase;
import org.edms.backup.engine.restore.target.ServerDiskSpace;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TargetFailure;
import org.edms.backup.engine.restore.target.TargetIdentity;
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
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;

/**
 * Restores a package into a system, completely or not at all, and accounts for every row and file of it.
 *
 * <p>Files are staged beside their destinations, and rows are written in one transaction. The restore takes effect with its
 * commit; after it, the files are moved into place. A crash before the commit leaves only data that the next restore removes.
 * A crash after it leaves only files that the next restore moves into place. The target records committed restores: if a
 * request is repeated, the recorded report is returned and nothing else is done.
 */
public final class Restore {

    private final PackageStore store;
    private final StoredPackages packages;
    private final RestoreTask task;
    private final RestoreOptions options;
    private final SafetyPackage safety;
    private final Clock clock;
    private final Meter meter;
    private ReportBuilder reports;
    private RestoreSelection selection;
    private StatementCanceller canceller;
    private Duration serverTimeout = CommitInquiry.PATIENCE;
    private Runnable disableInterruption = () -> {};
    private StoredPackage safetyPackage;
    private EffectiveModel model;
    private FilePlacing files;
    private List<FileRoot> lockedRoots = List.of();
    private List<Failure> fileWarnings = List.of();

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
        this.options = task.request().options();
        this.safety = safety;
        this.clock = clock;
        this.meter = meter;
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
        try (StatementCanceller watched = StatementCanceller.of(task.target());
                RestoredPackage source =
                        RestoredPackage.open(packages, task.request().packageName())) {
            canceller = watched;
            reports = ReportBuilder.begin(task, source, store, clock);
            selection = new RestoreSelection(options, source.manifest());
            refuseEmptySelection(source);
            selection.expect(meter);
            lockedRoots = rootsToLock();
            return RootLocks.holding(lockedRoots, selection.files(), () -> {
                try (FilePlacing placing = newFilePlacing()) {
                    files = placing;
                    return selection.rows() ? withRows(source) : filesOnly(source);
                }
            });
        } catch (SQLException e) {
            throw TargetFailure.of(e, String.valueOf(task.target()));
        }
    }

    /** The report of a restore that ended with an exception. It names the cause and the safety package, if one was made. */
    public RestoreReport failed(Failure why) {
        return reports == null
                ? ReportBuilder.of(task, null, clock).failed(why, null)
                : reports.failed(why, safetyPackage);
    }

    /** The report of a restore that failed before it started, for example because its package could not be converted. */
    public static RestoreReport failed(RestoreTask task, Failure why, Clock clock) {
        return ReportBuilder.of(task, null, clock).failed(why, null);
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

    private RestoreReport withRows(RestoredPackage source) throws IOException, SQLException {
        model = source.model(task.model());
        reports = reports.with(model);
        if (selection.mode() == RestoreMode.MERGE) {
            return inTarget(source, target -> new Merge(target, source, model.model(), task, meter).run());
        }
        Replace replace = new Replace(source, model.model(), task, meter);
        replace.refuseWhatIsNoWhole();
        replace.refuseUntrustedCode();
        model.refuseUnlessItFits(source.catalog().tables());
        try (NewDatabase made = NewDatabase.beside(
                task.target(), TemporaryName.of(task.request().id()))) {
            return made.isAllowed() ? inNewDatabase(source, replace, made) : inTarget(source, replace::buildInPlace);
        }
    }

    /** Writes the rows in the target's transaction. */
    @FunctionalInterface
    private interface RowsWork {
        RowsResult run(Target target) throws IOException, SQLException;
    }

    private RestoreReport inTarget(RestoredPackage source, RowsWork work) throws IOException, SQLException {
        try (Target target = Target.open(task.target())) {
            AppliedRestores applied = new AppliedRestores(target.sql());
            Optional<RestoreReport> earlier = earlier(target, applied);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            boolean holdsData = refuseUnconfirmed(target);
            refuseModelThatDoesNotFit(source, target);
            String fingerprint = fingerprint(target);
            safetyPackage = holdsData && !options.dryRun() && options.safetyBackup() ? makeSafetyPackage() : null;
            Staging staging =
                    new Staging(target, TemporaryName.of(task.request().id()), meter);
            CommitInquiry inquiry = inquiry(task.target());
            RestoreReport report = null;
            try {
                stageFiles(source, TargetIdentity.of(target.sql(), task.target()));
                RowsResult rows = withNamedFiles(work.run(target), target.sql());
                report = reports.report(rows, files, new ReportBuilder.Before(safetyPackage, null, fingerprint));
                if (!report.committed()) {
                    target.connection().rollback();
                    files.discard();
                    staging.drop();
                    return report;
                }
                meter.enter(Phase.COMMITTING);
                disableInterruption.run();
                applied.write(report, false, files.seal());
                inquiry.begin(target.sql());
                target.connection().commit();
                canceller.disableInterruption();
            } catch (SQLException | IOException | RuntimeException e) {
                canceller.stop();
                if (inquiry.isCommittedDespite(e)) {
                    return placeFiles(report);
                }
                cleanUp(e, target.connection()::rollback, files::discard, staging::drop);
                throw e;
            }
            try {
                placeFiles(report, target);
                staging.drop();
                return report;
            } catch (SQLException | IOException | BackupException e) {
                return report.withWarnings(files.waiting(e));
            }
        }
    }

    private RestoreReport inNewDatabase(RestoredPackage source, Replace replace, NewDatabase made)
            throws IOException, SQLException {
        CommitInquiry inquiry = inquiry(NewDatabase.serverOf(task.target()));
        String fingerprint = null;
        RestoreReport report = null;
        try (Target target = made.placeExists() ? Target.open(task.target()) : null) {
            if (target != null) {
                Optional<RestoreReport> earlier = earlier(target, new AppliedRestores(target.sql()));
                if (earlier.isPresent()) {
                    return earlier.get();
                }
                refuseUnconfirmed(target);
                fingerprint = fingerprint(target);
            }
            made.claim();
            if (made.exists(
                    KeptDatabase.nameUndone(task.target(), task.request().id()))) {
                throw alreadyUndone();
            }
            if (target == null && !options.dryRun()) {
                fileWarnings =
                        new FileRecovery(lockedRoots, meter).recover(made.identityOfPlace(), id -> Optional.empty());
            }
            made.dropLeftovers();
            Check room = new ServerDiskSpace(made.sql()).check(source.manifest().database());
            try {
                Database database = made.create(source.catalog());
                stageFiles(source, made.identityOfPlace());
                RowsResult rows = replace.build(database).withCheck(room);
                try (Connection connection = WriteConnection.open(database)) {
                    connection.setAutoCommit(false);
                    rows = withNamedFiles(rows, new Sql(connection));
                }
                report = reports.report(rows, files, new ReportBuilder.Before(null, made.nameOfOldOne(), fingerprint));
                if (!report.committed()) {
                    made.drop();
                    files.discard();
                    return report;
                }
                recordRestore(database, report, target);
                meter.enter(Phase.COMMITTING);
                disableInterruption.run();
                if (target != null) {
                    target.letGo();
                }
                inquiry.begin(made.sql());
                made.takePlace();
                canceller.disableInterruption();
            } catch (SQLException | IOException | RuntimeException e) {
                canceller.stop();
                if (!inquiry.isCommittedDespite(e)) {
                    cleanUp(e, made::drop, files::discard);
                    throw e;
                }
            }
        }
        return placeFiles(report);
    }

    /** Determines, on new connections, whether a commit whose connection was lost has succeeded. */
    private CommitInquiry inquiry(Database server) {
        return new CommitInquiry(
                task.target(),
                server,
                () -> committed(task.target(), task.request().id()).isPresent(),
                serverTimeout);
    }

    /** One step of the cleanup after a failure. */
    @FunctionalInterface
    private interface CleanUp {
        void run() throws IOException, SQLException;
    }

    /** A step that fails, for example because the server is unreachable, is left to the next restore. */
    private static void cleanUp(Exception failure, CleanUp... steps) {
        for (CleanUp step : steps) {
            try {
                step.run();
            } catch (IOException | SQLException | BackupException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Reports files that rows name and that do not exist. A dry run has staged none, so it cannot tell. */
    private RowsResult withNamedFiles(RowsResult staged, Sql sql) throws IOException, SQLException {
        RowsResult rows = staged.withWarnings(fileWarnings);
        boolean lookFor = !task.roots().isEmpty() && options.scope() != RestoreScope.DATABASE;
        if (options.dryRun() || !lookFor || rows.failure() != null) {
            return rows;
        }
        meter.enter(Phase.CHECKING_FILES);
        List<Table> tables = TableCatalog.read(new CatalogQuery(sql.connection(), List.of()));
        return rows.withWarnings(new ReferencedFiles(model.model(), files).missing(sql, tables));
    }

    private Optional<RestoreReport> earlier(Target target, AppliedRestores applied) throws IOException, SQLException {
        RestoreJobId id = task.request().id();
        Optional<RestoreReport> earlier = applied.find(id);
        if (earlier.isPresent() && applied.find(Undo.idOfUndo(id)).isPresent()) {
            throw alreadyUndone();
        }
        try {
            fileWarnings = new CrashRecovery(target, applied, task, lockedRoots, meter).settle();
            return earlier;
        } catch (SQLException | IOException | BackupException e) {
            if (earlier.isEmpty()) {
                throw e;
            }
            return Optional.of(earlier.get().withWarnings(files.waiting(e)));
        }
    }

    private BackupException alreadyUndone() {
        return new BackupException(
                ErrorCode.ILLEGAL_STATE,
                "the restore " + task.request().id() + " was undone; start it again with another id");
    }

    private void recordRestore(Database database, RestoreReport report, Target replaced) throws SQLException {
        try (Connection connection = WriteConnection.open(database)) {
            AppliedRestores applied = new AppliedRestores(new Sql(connection));
            new Sql(connection).execute("SET synchronous_commit = on");
            if (replaced != null) {
                applied.takeOver(new AppliedRestores(replaced.sql()));
            }
            applied.write(report, false, files.seal());
        }
    }

    /** Uses a new connection: the one that committed is lost, or belongs to a database with another name. */
    private RestoreReport placeFiles(RestoreReport report) {
        try (Target target = Target.open(task.target())) {
            placeFiles(report, target);
            new Staging(target, TemporaryName.of(report.request().id()), meter).drop();
            return report;
        } catch (SQLException | IOException | BackupException e) {
            return report.withWarnings(files.waiting(e));
        }
    }

    /** Runs after the commit. A failure leaves the files staged, and the next restore places them. */
    private void placeFiles(RestoreReport report, Target target) throws IOException, SQLException {
        meter.enter(Phase.PLACING_FILES);
        files.place();
        new AppliedRestores(target.sql()).filesArePlaced(report.request().id().toString());
        target.connection().commit();
    }

    /** Returns whether the target holds data. If it does, the restore must be confirmed. */
    private boolean refuseUnconfirmed(Target target) throws SQLException {
        boolean holdsData = target.holdsData();
        target.connection().commit();
        if (holdsData) {
            refuseUnconfirmed();
        }
        return holdsData;
    }

    /** Runs before the safety package is made. Tables without rows in the package are not checked. */
    private void refuseModelThatDoesNotFit(RestoredPackage source, Target target) throws SQLException {
        if (selection.mode() != RestoreMode.MERGE) {
            return;
        }
        boolean namesCritical = model.model().tables().values().stream().anyMatch(TableModel::critical);
        if (options.scope() == RestoreScope.CRITICAL && !namesCritical) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "restore-critical needs a model that calls tables critical. Effective model: " + model.reason());
        }
        if (options.skipUsers() && !model.model().groups().containsKey(EdmsModel.USERS)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "--skip-users needs a model with the group \"users\". Effective model: " + model.reason());
        }
        Set<String> packaged = source.manifest().database().tables().stream()
                .map(Manifest.Table::qualifiedName)
                .collect(Collectors.toSet());
        model.refuseUnlessItFits(target.tables().stream()
                .filter(table -> packaged.contains(table.qualifiedName()))
                .toList());
        target.connection().commit();
    }

    /** The report in the first root is the commit. Before it, no file is moved; after it, the next restore moves the rest. */
    private RestoreReport filesOnly(RestoredPackage source) throws IOException, SQLException {
        if (!options.dryRun()) {
            fileWarnings = new FileRecovery(lockedRoots, meter).recover();
        }
        Optional<RestoreReport> earlier = files.committedAlone();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        boolean committed = false;
        try {
            stageFiles(source, null);
            refuseUnconfirmedChange();
            RestoreReport report =
                    reports.report(RowsResult.NONE.withWarnings(fileWarnings), files, ReportBuilder.Before.NOTHING);
            if (!report.committed()) {
                return report;
            }
            files.commit(report);
            committed = true;
            meter.enter(Phase.PLACING_FILES);
            disableInterruption.run();
            placeOrUndo();
            return report;
        } finally {
            if (!committed) {
                files.discard();
            }
        }
    }

    private void refuseUnconfirmedChange() {
        boolean changes =
                files.accounts().stream().anyMatch(root -> root.account().updated() > 0);
        if (changes) {
            refuseUnconfirmed();
        }
    }

    /** No committed rows depend on these files: if one cannot be placed, the others are put back. */
    private void placeOrUndo() throws IOException {
        try {
            files.place();
        } catch (IOException | BackupException e) {
            files.undo();
            throw e;
        }
    }

    /** A restore without files locks only the roots in which it recovers interrupted restores. */
    private List<FileRoot> rootsToLock() throws IOException {
        if (options.dryRun()) {
            return List.of();
        }
        return selection.files() ? task.roots() : RestoreArea.rootsInUse(task.roots());
    }

    private FilePlacing newFilePlacing() {
        return new FilePlacing(task.roots(), task.request().id(), options.onMatch(), options.dryRun(), meter);
    }

    private void stageFiles(RestoredPackage source, String database) throws IOException {
        if (selection.files()) {
            meter.enter(Phase.STAGING_FILES);
            files.stage(source, task.parallelism(), database);
        }
    }

    private void refuseEmptySelection(RestoredPackage source) {
        if (!selection.rows() && !selection.files()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, source.name() + " holds nothing of what is to be restored");
        }
        if (selection.rows() && task.target() == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "name the database with --db, or say --skip-database");
        }
    }

    private void refuseUnconfirmed() {
        if (!options.dryRun() && !task.confirmed()) {
            throw new BackupException(ErrorCode.CONFIRMATION_MISSING, String.valueOf(task.target()));
        }
    }

    private StoredPackage makeSafetyPackage() throws IOException {
        meter.enter(Phase.SAFETY_BACKUP);
        return safety.make();
    }

    /** Null if neither a dry run nor a plan needs it, because it reads every row of the target. */
    private String fingerprint(Target target) throws SQLException {
        boolean needed = options.dryRun() || task.plan() != null;
        String fingerprint = needed ? Fingerprint.of(target) : null;
        target.connection().commit();
        return fingerprint;
    }
}
