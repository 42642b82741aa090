package org.edms.backup.engine.restore.target;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.restore.files.FileRecovery;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.RestoreReport;

/** Cleans up after interrupted restores. Completes those whose rows are committed, and deletes what the others left behind. */
public final class CrashRecovery {

    private static final String SCHEMAS =
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^edms_restore_[0-9a-f]{32}$'";

    private final Target target;
    private final AppliedRestores applied;
    private final RestoreTask task;
    private final List<FileRoot> lockedRoots;

    /** @param lockedRoots the roots that this restore has locked */
    public CrashRecovery(Target target, AppliedRestores applied, RestoreTask task, List<FileRoot> lockedRoots) {
        this.target = target;
        this.applied = applied;
        this.task = task;
        this.lockedRoots = lockedRoots;
    }

    /**
     * Runs while the target and the roots are locked, so no other restore is using what it deletes.
     *
     * @return a warning for each restore into another database whose files are still staged in a root
     */
    public List<Failure> recover() throws IOException, SQLException {
        for (String schema : target.sql().list(SCHEMAS, row -> row.getString(1))) {
            target.sql().execute("DROP SCHEMA " + Sql.quoted(schema) + " CASCADE");
        }
        target.connection().commit();
        if (task.request().options().dryRun()) {
            return List.of();
        }
        List<Failure> skipped = new FileRecovery(lockedRoots)
                .recover(TargetIdentity.of(target.sql(), target.database()), applied::sealIfCommitted);
        for (RestoreJobId id : applied.withoutFiles()) {
            if (knowsAllRoots(applied.find(id).orElseThrow())) {
                applied.markFilesPlaced(id);
            }
        }
        target.connection().commit();
        return skipped;
    }

    private boolean knowsAllRoots(RestoreReport report) {
        Set<String> known = task.roots().stream().map(FileRoot::name).collect(Collectors.toSet());
        return report.files().stream().map(FilesAccount::root).allMatch(known::contains);
    }
}
