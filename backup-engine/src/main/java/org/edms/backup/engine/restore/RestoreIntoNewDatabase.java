package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.restore.files.RestoreAreas;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.load.Replace;
import org.edms.backup.engine.restore.load.RowsResult;
import org.edms.backup.engine.restore.target.AppliedRestores;
import org.edms.backup.engine.restore.target.NewDatabase;
import org.edms.backup.engine.restore.target.ServerConnection;
import org.edms.backup.engine.restore.target.ServerDiskSpace;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.engine.restore.target.WriteConnection;
import org.edms.backup.engine.source.Database;
import org.edms.backup.model.restore.Check;
import org.edms.backup.model.restore.RestoreReport;

/**
 * Restores rows into a new database beside the target, which then takes the name of the target. The renaming is the commit. A
 * crash before it leaves a database and staged files, which the next restore deletes. A crash after it leaves files that the
 * next restore places.
 */
final class RestoreIntoNewDatabase {

    private final RestoreContext context;
    private final RestoreTask task;
    private final RestoreAreas files;
    private final EffectiveModel model;
    private final Replace replace;
    private final NewDatabase created;
    private final RestoredFiles restoredFiles;
    private final GuardedCommit commit;

    RestoreIntoNewDatabase(RestoreContext context, EffectiveModel model, Replace replace, NewDatabase created) {
        this.context = context;
        this.task = context.task();
        this.files = context.files();
        this.model = model;
        this.replace = replace;
        this.created = created;
        this.restoredFiles = new RestoredFiles(context);
        this.commit = context.guardedCommit(ServerConnection.databaseBeside(task.target()));
    }

    RestoreReport run() throws IOException, SQLException {
        RestoreReport report;
        try (Target replaced = created.targetExists() ? Target.open(task.target()) : null) {
            EarlierRestores earlier = new EarlierRestores(context);
            if (replaced != null) {
                Optional<RestoreReport> committed = earlier.recover(replaced);
                if (committed.isPresent()) {
                    return committed.get();
                }
                new Preconditions(task, context.selection()).refuseUnconfirmed(replaced);
                context.reports().readFingerprint(replaced);
            }
            created.lockNames();
            earlier.refuseUndone(created.server());
            if (replaced == null) {
                earlier.recoverFiles(created.targetIdentity());
            }
            created.dropLeftovers();
            report = restore(replaced);
        }
        return report.committed() ? restoredFiles.place(report) : report;
    }

    /** @param replaced the database to replace; null if there is none */
    private RestoreReport restore(Target replaced) throws IOException, SQLException {
        Check room = new ServerDiskSpace(created.server().sql())
                .check(context.source().manifest().database());
        RestoreReport report = null;
        try {
            Database database = created.createLikeTarget(context.source().catalog());
            report = stageAndBuild(database, room);
            if (!report.committed()) {
                created.drop();
                files.discard();
                return report;
            }
            record(report, database, replaced);
            commit(replaced);
        } catch (SQLException | IOException | RuntimeException e) {
            if (!commit.hasSucceededDespite(e)) {
                CleanUp.after(e, created::drop, files::discard);
                throw e;
            }
        }
        return report;
    }

    private RestoreReport stageAndBuild(Database database, Check room) throws IOException, SQLException {
        restoredFiles.stage(created.targetIdentity());
        RowsResult rows = replace.build(database).withCheck(room);
        try (Connection connection = WriteConnection.open(database)) {
            connection.setAutoCommit(false);
            rows = restoredFiles.checkReferences(rows, model.model(), new Sql(connection));
        }
        return context.reports().report(rows, context.fileStaging().accounts(), created.nameOfReplaced());
    }

    /**
     * Records the restore, with the key of its journal, in the new database before it gets its name: files of a committed
     * restore can always be placed and undone.
     */
    private void record(RestoreReport report, Database database, Target replaced) throws SQLException {
        try (Connection connection = WriteConnection.open(database)) {
            Sql sql = new Sql(connection);
            AppliedRestores applied = new AppliedRestores(sql);
            sql.execute("SET synchronous_commit = on");
            if (replaced != null) {
                applied.copyFrom(new AppliedRestores(replaced.sql()));
            }
            applied.write(report, false, files.seal());
        }
    }

    private void commit(Target replaced) throws SQLException {
        commit.prepare();
        if (replaced != null) {
            replaced.close();
        }
        commit.run(created.server().sql(), created::replaceTarget);
    }
}
