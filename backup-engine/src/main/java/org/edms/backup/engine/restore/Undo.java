package org.edms.backup.engine.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.restore.files.JournalSeal;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.files.RootLocks;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.target.AppliedRestores;
import org.edms.backup.engine.restore.target.CommitInquiry;
import org.edms.backup.engine.restore.target.KeptDatabase;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TargetFailure;
import org.edms.backup.engine.restore.target.WriteConnection;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.model.restore.RestoreScope;

/**
 * Returns a system to its state before a restore. Changes made since that restore are lost.
 *
 * <p>The rows come first, in one step; the files follow. An undo that is repeated after a crash detects whether the rows are
 * already undone, and continues with the files.
 */
public final class Undo {

    private final PackageStore store;
    private final List<Identity> identities;
    private final UndoTask task;
    private final Clock clock;
    private final Meter meter;
    private Duration serverTimeout = CommitInquiry.TIMEOUT;
    private Runnable disableInterruption = () -> {};

    /** @param store the store of the safety package; null if none is named: an undo that needs the safety package fails */
    public Undo(PackageStore store, List<Identity> identities, UndoTask task, Clock clock, Meter meter) {
        this.store = store;
        this.identities = List.copyOf(identities);
        this.task = task;
        this.clock = clock;
        this.meter = meter;
    }

    /** Sets how long to wait for a server whose connection was lost during the commit. */
    Undo waitForServer(Duration timeout) {
        serverTimeout = timeout;
        return this;
    }

    /** Sets the action that keeps the caller from interrupting this thread. It runs before the first change. */
    public Undo disableInterruptionWith(Runnable action) {
        disableInterruption = action;
        return this;
    }

    /** @return the report of the undone restore */
    public RestoreReport run() throws IOException {
        meter.enter(Phase.OPENING);
        try {
            return RootLocks.holding(task.roots(), false, () -> {
                try (RestoreAreas files = new RestoreAreas(task.roots(), task.undoes())) {
                    Optional<RestoreReport> filesOnly = files.committedReport();
                    return filesOnly.isPresent() ? undoFilesOnly(filesOnly.get(), files) : undoAll(files);
                }
            });
        } catch (SQLException e) {
            throw TargetFailure.of(e, String.valueOf(task.target()));
        }
    }

    private RestoreReport undoFilesOnly(RestoreReport report, RestoreAreas files) throws IOException {
        files.trustOwnKey();
        refuseWithoutFiles(report, files);
        meter.enter(Phase.PLACING_FILES);
        disableInterruption.run();
        files.undo();
        return report;
    }

    private RestoreReport undoAll(RestoreAreas files) throws IOException, SQLException {
        if (task.target() == null) {
            throw new BackupException(
                    ErrorCode.NOT_FOUND,
                    "restore %s in the named directories; if it restored rows, pass --db".formatted(task.undoes()));
        }
        Recorded recorded = find();
        files.trust(sealIn(recorded.database()));
        if (!recorded.rowsUndone()) {
            refuseWithoutFiles(recorded.report(), files);
            undoRows(recorded.report());
        }
        meter.enter(Phase.PLACING_FILES);
        disableInterruption.run();
        files.undo();
        return recorded.report();
    }

    /**
     * The record of the restore.
     *
     * @param database the database that contains it
     * @param rowsUndone whether an earlier, interrupted undo has already undone the rows
     */
    private record Recorded(RestoreReport report, Database database, boolean rowsUndone) {}

    /** If an earlier undo has put back the previous database, the record is in the one that it renamed. */
    private Recorded find() throws SQLException {
        Optional<RestoreReport> inTarget = findInTarget();
        if (inTarget.isPresent()) {
            boolean rowsUndone =
                    Restore.committed(task.target(), idOfUndo(task.undoes())).isPresent();
            return new Recorded(inTarget.get(), task.target(), rowsUndone);
        }
        Database renamed = task.target().named(KeptDatabase.nameUndone(task.target(), task.undoes()));
        return Restore.committed(renamed, task.undoes())
                .map(report -> new Recorded(report, renamed, true))
                .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "restore " + task.undoes()));
    }

    /** Opens the target as a restore does: an undo is refused while a restore runs. */
    private Optional<RestoreReport> findInTarget() throws SQLException {
        try (Target target = Target.open(task.target())) {
            return new AppliedRestores(target.sql()).find(task.undoes());
        }
    }

    /** Refuses to undo the rows if the files cannot be undone: old rows and new files together would not be consistent. */
    private static void refuseWithoutFiles(RestoreReport report, RestoreAreas files) throws IOException {
        for (FilesAccount root : report.files()) {
            boolean changed = root.account().inserted() + root.account().updated() > 0;
            if (changed && !files.canUndo(root.root())) {
                throw new BackupException(
                        ErrorCode.NOT_FOUND,
                        "the replaced files of \"%s\"; pass --files %s=DIR".formatted(root.root(), root.root()));
            }
        }
    }

    private void undoRows(RestoreReport report) throws IOException, SQLException {
        if (report.keptDatabase() != null) {
            meter.enter(Phase.UNDOING);
            disableInterruption.run();
            KeptDatabase.putBack(
                    task.target(),
                    report.keptDatabase(),
                    KeptDatabase.nameUndone(task.target(), task.undoes()),
                    serverTimeout);
        } else if (report.safetyPackage() != null) {
            refuseWithoutStore(report.safetyPackage());
            restore(report.safetyPackage());
        } else if (!report.tables().isEmpty()) {
            throw new BackupException(
                    ErrorCode.NOT_FOUND, "a safety package: restore %s was run without one".formatted(task.undoes()));
        }
    }

    private void refuseWithoutStore(StoredPackage safe) {
        if (store == null) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the package store of the safety package %s is missing: pass --store, or set BACKUP_ROOT"
                            .formatted(safe.name()));
        }
    }

    /** Replaces the content of the target with the safety package. */
    private void restore(StoredPackage safe) throws IOException {
        RestoreOptions options = RestoreOptions.builder()
                .mode(RestoreMode.REPLACE)
                .scope(RestoreScope.DATABASE)
                .safetyBackup(false)
                .build()
                .trustingCode();
        RestoreTask restore = new RestoreTask(
                new RestoreRequest(idOfUndo(task.undoes()), safe.name(), safe.sha256(), options, task.requestedBy()),
                task.target(),
                List.of(),
                null,
                null,
                true,
                task.toolVersion(),
                task.parallelism());
        RestoreReport report = new Restore(store, identities, restore, () -> null, clock, meter)
                .disableInterruptionWith(disableInterruption)
                .run();
        if (!report.committed()) {
            throw new BackupException(
                    report.failure().code(), String.valueOf(report.failure().detail()));
        }
    }

    /** Every undo of the same restore gets the same id, so that a committed undo is not repeated. */
    static RestoreJobId idOfUndo(RestoreJobId restore) {
        return new RestoreJobId(UUID.nameUUIDFromBytes(("undo " + restore).getBytes(StandardCharsets.UTF_8)));
    }

    private JournalSeal sealIn(Database database) throws SQLException {
        try (Connection connection = WriteConnection.open(database)) {
            return new AppliedRestores(new Sql(connection)).seal(task.undoes());
        }
    }
}
