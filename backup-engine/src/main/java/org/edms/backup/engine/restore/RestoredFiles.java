package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.catalog.table.TableCatalog;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.merge.Staging;
import org.edms.backup.engine.restore.target.AppliedRestores;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TemporaryName;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreScope;

/** The files of a restore: staged before the commit of the rows that reference them, and placed after it. */
final class RestoredFiles {

    private final RestoreContext context;
    private final RestoreAreas files;

    RestoredFiles(RestoreContext context) {
        this.context = context;
        this.files = context.files();
    }

    /** @param database the identity of the database that the files belong to; null for a restore of files only */
    void stage(String database) throws IOException {
        if (context.selection().files()) {
            context.meter().enter(Phase.STAGING_FILES);
            context.fileStaging().stage(context.source(), context.task().parallelism(), database);
        }
    }

    /** Adds warnings about missing files that rows reference. A dry run stages no files, so it cannot find out. */
    RowsResult checkReferences(RowsResult rows, EdmsModel model, Sql sql) throws IOException, SQLException {
        boolean restoresFiles =
                !context.task().roots().isEmpty() && context.options().scope() != RestoreScope.DATABASE;
        if (context.options().dryRun() || !restoresFiles || rows.failure() != null) {
            return rows;
        }
        context.meter().enter(Phase.CHECKING_FILES);
        List<Table> tables = TableCatalog.read(new CatalogQuery(sql.connection(), List.of()));
        return rows.withWarnings(new ReferencedFiles(model, files).missing(sql, tables));
    }

    /** Places the files over a new connection: the one that committed is lost, or belongs to a database with another name. */
    RestoreReport place(RestoreReport report) {
        try (Target target = Target.open(context.task().target())) {
            return place(report, target);
        } catch (BackupException e) {
            return report.withWarnings(files.warningsForStaged(e));
        }
    }

    /** Runs after the commit. A failure leaves files staged: the report says so, and the next restore places them. */
    RestoreReport place(RestoreReport report, Target target) {
        try {
            context.meter().enter(Phase.PLACING_FILES);
            files.place();
            new AppliedRestores(target.sql()).markFilesPlaced(context.id());
            target.connection().commit();
            new Staging(target, TemporaryName.of(context.id()), context.meter()).drop();
            return report;
        } catch (SQLException | IOException | BackupException e) {
            return report.withWarnings(files.warningsForStaged(e));
        }
    }
}
