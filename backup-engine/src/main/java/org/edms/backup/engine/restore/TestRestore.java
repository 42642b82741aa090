package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.edms.backup.engine.age.Identity;
import org.edms.backup.engine.catalog.ddl.CheckedDdl;
import org.edms.backup.engine.catalog.ddl.Section;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.pack.StoredPackages;
import org.edms.backup.engine.restore.files.FileStaging;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.input.RestoreSelection;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.input.RestoredPackage;
import org.edms.backup.engine.restore.load.LeastRole;
import org.edms.backup.engine.restore.load.Replace;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.load.SchemaBuilder;
import org.edms.backup.engine.restore.merge.Merge;
import org.edms.backup.engine.restore.target.NewDatabase;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.TargetFailure;
import org.edms.backup.engine.restore.target.TemporaryName;
import org.edms.backup.engine.restore.target.WriteConnection;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.StatementCanceller;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.Phase;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreReport;

/**
 * Restores a package as a test. Rows go into a scratch database, which is dropped afterwards. Files go into separate
 * directories.
 */
public final class TestRestore {

    private final PackageStore store;
    private final StoredPackages packages;
    private final RestoreTask task;
    private final boolean keep;
    private final Clock clock;
    private final Meter meter;

    /**
     * @param task its target names the server, and its roots are directories for this test
     * @param keep whether to keep the database
     */
    public TestRestore(
            PackageStore store, List<Identity> identities, RestoreTask task, boolean keep, Clock clock, Meter meter) {
        this.store = store;
        this.packages = new StoredPackages(store, identities);
        this.task = task;
        this.keep = keep;
        this.clock = clock;
        this.meter = meter;
    }

    public RestoreReport run() throws IOException {
        return run(null);
    }

    /**
     * Restores into a copy of another system.
     *
     * @param copies the store with the package of that system
     * @param copy the name of the package, which must contain the complete database of that system
     */
    public RestoreReport run(StoredPackages copies, String copy) throws IOException {
        try (RestoredPackage system = RestoredPackage.open(copies, copy)) {
            return run(system);
        }
    }

    /**
     * @param system the package of the system to merge into; null to restore into an empty database with the package's tables
     */
    private RestoreReport run(RestoredPackage system) throws IOException {
        try (StatementCanceller canceller = StatementCanceller.of(task.target());
                RestoredPackage source =
                        RestoredPackage.open(packages, task.request().packageName());
                RestoreAreas files =
                        new RestoreAreas(task.roots(), task.request().id())) {
            FileStaging fileStaging =
                    new FileStaging(files, task.request().options().onMatch(), false, meter);
            RestoreSelection selection = new RestoreSelection(task.request().options(), source.manifest());
            if (!selection.rows() && !selection.files()) {
                throw new BackupException(ErrorCode.WRONG_USAGE, source.name() + " contains none of the parts to test");
            }
            ReportBuilder reports = new ReportBuilder(task, clock);
            reports.source(source, store);
            if (selection.rows()) {
                reports.model(modelOf(source));
            }
            if (selection.files()) {
                meter.enter(Phase.STAGING_FILES);
                fileStaging.stage(source, task.parallelism(), null);
                files.place();
            }
            RowsResult rows = selection.rows() ? restoreRows(source, system, canceller) : RowsResult.NONE;
            String kept = keep && selection.rows() ? nameOfKept() : null;
            return reports.uncommitted(rows, fileStaging.accounts(), kept);
        } catch (SQLException e) {
            throw TargetFailure.of(e, task.targetName());
        }
    }

    private RowsResult restoreRows(RestoredPackage source, RestoredPackage system, StatementCanceller canceller)
            throws IOException, SQLException {
        EdmsModel model = modelOf(source).model();
        Replace replace = new Replace(source, model, task, meter);
        replace.refuseUntrustedCode();
        try (NewDatabase scratch = NewDatabase.beside(
                task.target(), TemporaryName.of(task.request().id()))) {
            scratch.lockTemporaryName();
            scratch.dropLeftovers();
            Database database = scratch.create((system == null ? source : system).catalog());
            try {
                if (system != null) {
                    Replace copy = new Replace(system, system.model(null).model(), task, meter);
                    copy.refuseUntrustedCode();
                    LeastRole role = copy.role(database);
                    copy.build(database, role);
                    return merge(source, model, role.database());
                }
                return source.manifest().header().type() == BackupType.EXPORT
                        ? mergeIntoEmptyTables(source, model, database)
                        : replace.build(database);
            } finally {
                canceller.stop();
                if (keep) {
                    scratch.keepAs(nameOfKept());
                } else {
                    scratch.drop();
                }
            }
        } catch (BackupException e) {
            return RowsResult.NONE.refused(List.of(), e.failure());
        }
    }

    private EffectiveModel modelOf(RestoredPackage source) throws IOException {
        EffectiveModel effective = source.model(task.model());
        effective.refuseUnlessItFits(source.catalog().tables());
        return effective;
    }

    /** A database with this name is kept: no restore mistakes it for one that a crash left behind. */
    private String nameOfKept() {
        return TemporaryName.of(task.request().id()).replace(TemporaryName.PREFIX, "edms_test_");
    }

    private RowsResult mergeIntoEmptyTables(RestoredPackage source, EdmsModel model, Database database)
            throws IOException, SQLException {
        CheckedDdl ddl = source.ddl();
        LeastRole role = LeastRole.of(database, ddl, task);
        SchemaBuilder schema = new SchemaBuilder(ddl, List.of());
        try (Connection connection = WriteConnection.open(role.database())) {
            connection.setAutoCommit(false);
            schema.execute(Section.BEFORE_DATA, new Sql(connection));
            schema.execute(Section.AFTER_DATA, new Sql(connection));
            connection.commit();
        }
        return merge(source, model, role.database())
                .withWarnings(schema.warnings())
                .withWarnings(role.warnings());
    }

    private RowsResult merge(RestoredPackage source, EdmsModel model, Database database)
            throws IOException, SQLException {
        try (Target target = Target.open(database)) {
            RowsResult rows = new Merge(target, source, model, task, meter).run();
            target.connection().commit();
            return rows;
        }
    }
}
