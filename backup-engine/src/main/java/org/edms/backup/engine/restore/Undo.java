package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreReport;

/** Puts a system back to what it was before a restore; what has happened there since is lost with it. */
public final class Undo {

    private static final int CHARACTERS_OF_ID = 8;

    private final Database database;
    private final List<FileRoot> roots;
    private final Restorer restorer;
    private final Meter meter;

    /** Restores the package that was made before the restore, in place of what is there. */
    @FunctionalInterface
    public interface Restorer {
        RestoreReport restore(StoredPackage safetyPackage) throws IOException;
    }

    public Undo(Database database, List<FileRoot> roots, Restorer restorer, Meter meter) {
        this.database = database;
        this.roots = List.copyOf(roots);
        this.restorer = restorer;
        this.meter = meter;
    }

    /** @return the report of the restore that was undone */
    public RestoreReport run(RestoreJobId id) throws IOException {
        try {
            RestoreReport report = find(id);
            FilePlacing files = new FilePlacing(roots, id, OnMatch.UPDATE, false, meter);
            refuseWithoutFiles(report, files);
            meter.phase("undoing");
            if (report.keptDatabase() != null) {
                String stem = report.keptDatabase().replaceFirst("_before_[^_]*$", "");
                String undone = stem + "_undone_"
                        + id.toString().substring(id.toString().length() - CHARACTERS_OF_ID);
                NewDatabase.giveBack(database, report.keptDatabase(), undone);
            } else if (report.safetyPackage() != null) {
                restorer.restore(report.safetyPackage());
            } else if (!report.tables().isEmpty()) {
                throw new BackupException(
                        ErrorCode.NOT_FOUND, "a safety package of the restore " + id + ": it was made without one");
            }
            files.undo();
            return report;
        } catch (SQLException e) {
            throw TargetFailure.of(e, database.toString());
        }
    }

    /** Rows of before beside files of after would be no system that ever was. */
    private static void refuseWithoutFiles(RestoreReport report, FilePlacing files) {
        for (FilesAccount root : report.files()) {
            boolean changed = root.account().inserted() + root.account().updated() > 0;
            if (changed && !files.canUndo(root.root())) {
                throw new BackupException(
                        ErrorCode.NOT_FOUND,
                        "what was kept of the files of \"%s\": say where they are with --files %s=DIR"
                                .formatted(root.root(), root.root()));
            }
        }
    }

    private RestoreReport find(RestoreJobId id) throws SQLException {
        try (Target target = Target.open(database)) {
            return new Ledger(target.sql())
                    .find(id)
                    .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the restore " + id));
        }
    }
}
