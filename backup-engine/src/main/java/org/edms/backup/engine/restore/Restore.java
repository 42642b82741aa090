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
 * Restores a package into a system, whole or not at all, and accounts for every row and file of it.
 *
 * <p>Files are made ready beside their places and rows are written in one transaction; with its commit the restore has
 * happened, and then the files are moved into place. A crash before the commit leaves only what the next restore removes; a
 * crash after it, only what the next restore moves into place. The target remembers what was committed: a request that arrives
 * again is answered, and not carried out again.
 */
public final class Restore {

    private final PackageStore store;
    private final StoredPackages packages;
    private final RestoreTask task;
    private final RestoreOptions options;
    private final SafetyPackage safety;
    private final Clock clock;
    private final Meter meter;
    private ReportBuilder reporting;
    private RestoreSelection wanted;
    private StatementCanceller cancelling;
    private Duration patience = CommitInquiry.PATIENCE;
    private Runnable disableInterruption = () -> {};
    private StoredPackage safe;
    private EffectiveModel model;
    private FilePlacing files;
    private List<FileRoot> held = List.of();
    private List<Failure> filesOfOthers = List.of();

    /** Makes a package of what is about to change. */
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

    /** For how long a server is waited for that was lost during the commit. */
    Restore waitForServer(Duration wanted) {
        patience = wanted;
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
     * @return the account; when it has a failure, nothing was changed. When files could not be put into place after the rows
     *     were committed, it has a warning {@link ErrorCode#FILES_WAITING}
     * @throws BackupException when it failed before there was anything to account for; nothing was changed
     */
    public RestoreReport run() throws IOException {
        meter.enter(Phase.OPENING);
        try (StatementCanceller watched = StatementCanceller.of(task.target());
                RestoredPackage source =
                        RestoredPackage.open(packages, task.request().packageName())) {
            cancelling = watched;
            reporting = ReportBuilder.begin(task, source, store, clock);
            wanted = new RestoreSelection(options, source.manifest());
            refuseWhatIsNotThere(source);
            wanted.expect(meter);
            held = lockedRoots();
            return RootLocks.holding(held, wanted.files(), () -> {
                try (FilePlacing placing = placing()) {
                    files = placing;
                    return wanted.rows() ? withRows(source) : filesOnly(source);
                }
            });
        } catch (SQLException e) {
            throw TargetFailure.of(e, String.valueOf(task.target()));
        }
    }

    /** The account of a restore that ended with an exception: why, and the safety package that was made before. */
    public RestoreReport failed(Failure why) {
        return reporting == null ? ReportBuilder.of(task, null, clock).failed(why, null) : reporting.failed(why, safe);
    }

    /** The account of a restore that failed before it could run: its package could not be converted, say. */
    public static RestoreReport failed(RestoreTask task, Failure why, Clock clock) {
        return ReportBuilder.of(task, null, clock).failed(why, null);
    }

    /**
     * The report of a restore that was committed in a database, whoever carried it out.
     *
     * @return nothing, too, when there is no such database
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
        reporting = reporting.with(model);
        if (wanted.mode() == RestoreMode.MERGE) {
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

    /** Prepares the rows in the target's transaction. */
    @FunctionalInterface
    private interface RowsWork {
        RowsResult run(Target target) throws IOException, SQLException;
    }

    private RestoreReport inTarget(RestoredPackage source, RowsWork work) throws IOException, SQLException {
        try (Target target = Target.open(task.target())) {
            AppliedRestores ledger = new AppliedRestores(target.sql());
            Optional<RestoreReport> earlier = earlier(target, ledger);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            boolean holdsData = refuseUnconfirmed(target);
            refuseModelThatDoesNotFit(source, target);
            String fingerprint = fingerprint(target);
            safe = holdsData && !options.dryRun() && options.safetyBackup() ? makeSafe() : null;
            Staging staging =
                    new Staging(target, TemporaryName.of(task.request().id()), meter);
            CommitInquiry inquiry = inquiry(task.target());
            RestoreReport report = null;
            try {
                stageFiles(source, TargetIdentity.of(target.sql(), task.target()));
                RowsResult rows = withNamedFiles(work.run(target), target.sql());
                report = reporting.report(rows, files, new ReportBuilder.Before(safe, null, fingerprint));
                if (!report.committed()) {
                    target.connection().rollback();
                    files.discard();
                    staging.drop();
                    return report;
                }
                meter.enter(Phase.COMMITTING);
                disableInterruption.run();
                ledger.write(report, false, files.seal());
                inquiry.begin(target.sql());
                target.connection().commit();
                cancelling.disableInterruption();
            } catch (SQLException | IOException | RuntimeException e) {
                cancelling.stop();
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
                throw undone();
            }
            if (target == null && !options.dryRun()) {
                filesOfOthers = new FileRecovery(held, meter).recover(made.identityOfPlace(), id -> Optional.empty());
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
                report =
                        reporting.report(rows, files, new ReportBuilder.Before(null, made.nameOfOldOne(), fingerprint));
                if (!report.committed()) {
                    made.drop();
                    files.discard();
                    return report;
                }
                writeLedger(database, report, target);
                meter.enter(Phase.COMMITTING);
                disableInterruption.run();
                if (target != null) {
                    target.letGo();
                }
                inquiry.begin(made.sql());
                made.takePlace();
                cancelling.disableInterruption();
            } catch (SQLException | IOException | RuntimeException e) {
                cancelling.stop();
                if (!inquiry.isCommittedDespite(e)) {
                    cleanUp(e, made::drop, files::discard);
                    throw e;
                }
            }
        }
        return placeFiles(report);
    }

    /** A restore of rows is committed by one session; what became of it is asked on connections to that database. */
    private CommitInquiry inquiry(Database server) {
        return new CommitInquiry(
                task.target(),
                server,
                () -> committed(task.target(), task.request().id()).isPresent(),
                patience);
    }

    /** One step of going back after a failure. */
    @FunctionalInterface
    private interface CleanUp {
        void run() throws IOException, SQLException;
    }

    /** What cannot be removed, because the server is gone, say, is for the next restore to remove. */
    private static void cleanUp(Exception failure, CleanUp... steps) {
        for (CleanUp step : steps) {
            try {
                step.run();
            } catch (IOException | SQLException | BackupException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** What a dry run would put into place is nowhere yet. */
    private RowsResult withNamedFiles(RowsResult staged, Sql sql) throws IOException, SQLException {
        RowsResult rows = staged.withWarnings(filesOfOthers);
        boolean lookFor = !task.roots().isEmpty() && options.scope() != RestoreScope.DATABASE;
        if (options.dryRun() || !lookFor || rows.failure() != null) {
            return rows;
        }
        meter.enter(Phase.CHECKING_FILES);
        List<Table> tables = TableCatalog.read(new CatalogQuery(sql.connection(), List.of()));
        return rows.withWarnings(new ReferencedFiles(model.model(), files).missing(sql, tables));
    }

    private Optional<RestoreReport> earlier(Target target, AppliedRestores ledger) throws IOException, SQLException {
        RestoreJobId id = task.request().id();
        Optional<RestoreReport> earlier = ledger.find(id);
        if (earlier.isPresent() && ledger.find(Undo.idOfUndo(id)).isPresent()) {
            throw undone();
        }
        try {
            filesOfOthers = new CrashRecovery(target, ledger, task, held, meter).settle();
            return earlier;
        } catch (SQLException | IOException | BackupException e) {
            if (earlier.isEmpty()) {
                throw e;
            }
            return Optional.of(earlier.get().withWarnings(files.waiting(e)));
        }
    }

    private BackupException undone() {
        return new BackupException(
                ErrorCode.ILLEGAL_STATE,
                "the restore " + task.request().id() + " was undone; start it again with another id");
    }

    private void writeLedger(Database database, RestoreReport report, Target replaced) throws SQLException {
        try (Connection connection = WriteConnection.open(database)) {
            AppliedRestores ledger = new AppliedRestores(new Sql(connection));
            new Sql(connection).execute("SET synchronous_commit = on");
            if (replaced != null) {
                ledger.takeOver(new AppliedRestores(replaced.sql()));
            }
            ledger.write(report, false, files.seal());
        }
    }

    /** On a new connection: the one that committed is lost, or was to a database of another name. */
    private RestoreReport placeFiles(RestoreReport report) {
        try (Target target = Target.open(task.target())) {
            placeFiles(report, target);
            new Staging(target, TemporaryName.of(report.request().id()), meter).drop();
            return report;
        } catch (SQLException | IOException | BackupException e) {
            return report.withWarnings(files.waiting(e));
        }
    }

    /** The rows are committed: what goes wrong now leaves files where the next restore finds them. */
    private void placeFiles(RestoreReport report, Target target) throws IOException, SQLException {
        meter.enter(Phase.PLACING_FILES);
        files.place();
        new AppliedRestores(target.sql()).filesArePlaced(report.request().id().toString());
        target.connection().commit();
    }

    /** Whether the target holds anything; then somebody must have said that it may be changed. */
    private boolean refuseUnconfirmed(Target target) throws SQLException {
        boolean holdsData = target.holdsData();
        target.connection().commit();
        if (holdsData) {
            refuseUnconfirmed();
        }
        return holdsData;
    }

    /** Before a safety package is made. Tables that the package has no rows for do not matter. */
    private void refuseModelThatDoesNotFit(RestoredPackage source, Target target) throws SQLException {
        if (wanted.mode() != RestoreMode.MERGE) {
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

    /** The report in the first root is the commit: before it, nothing is moved; after it, whoever comes next moves the rest. */
    private RestoreReport filesOnly(RestoredPackage source) throws IOException, SQLException {
        if (!options.dryRun()) {
            filesOfOthers = new FileRecovery(held, meter).recover();
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
                    reporting.report(RowsResult.NONE.withWarnings(filesOfOthers), files, ReportBuilder.Before.NOTHING);
            if (!report.committed()) {
                return report;
            }
            files.commit(report);
            committed = true;
            meter.enter(Phase.PLACING_FILES);
            disableInterruption.run();
            placeOrPutBack();
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

    /** No rows are committed that the files belong to: when one cannot be placed, none is. */
    private void placeOrPutBack() throws IOException {
        try {
            files.place();
        } catch (IOException | BackupException e) {
            files.undo();
            throw e;
        }
    }

    /** Without files of its own, a restore only recovers what others have left. */
    private List<FileRoot> lockedRoots() throws IOException {
        if (options.dryRun()) {
            return List.of();
        }
        return wanted.files() ? task.roots() : RestoreArea.rootsInUse(task.roots());
    }

    private FilePlacing placing() {
        return new FilePlacing(task.roots(), task.request().id(), options.onMatch(), options.dryRun(), meter);
    }

    private void stageFiles(RestoredPackage source, String database) throws IOException {
        if (wanted.files()) {
            meter.enter(Phase.STAGING_FILES);
            files.stage(source, task.parallelism(), database);
        }
    }

    private void refuseWhatIsNotThere(RestoredPackage source) {
        if (!wanted.rows() && !wanted.files()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, source.name() + " holds nothing of what is to be restored");
        }
        if (wanted.rows() && task.target() == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "name the database with --db, or say --skip-database");
        }
    }

    private void refuseUnconfirmed() {
        if (!options.dryRun() && !task.confirmed()) {
            throw new BackupException(ErrorCode.CONFIRMATION_MISSING, String.valueOf(task.target()));
        }
    }

    private StoredPackage makeSafe() throws IOException {
        meter.enter(Phase.SAFETY_BACKUP);
        return safety.make();
    }

    /** Null where nobody asks for it: it costs a look at every row of the target. */
    private String fingerprint(Target target) throws SQLException {
        boolean wanted = options.dryRun() || task.plan() != null;
        String fingerprint = wanted ? Fingerprint.of(target) : null;
        target.connection().commit();
        return fingerprint;
    }
}
