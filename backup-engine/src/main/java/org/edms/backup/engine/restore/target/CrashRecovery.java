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
    private final AppliedRestores ledger;
    private final RestoreTask task;
    private final List<FileRoot> held;

    /** @param held the roots that this restore has locked */
    public CrashRecovery(Target target, AppliedRestores ledger, RestoreTask task, List<FileRoot> held) {
        this.target = target;
        this.ledger = ledger;
        this.task = task;
        this.held = held;
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
        List<Failure> left = new FileRecovery(held)
                .recover(TargetIdentity.of(target.sql(), target.database()), ledger::sealIfCommitted);
        for (String id : ledger.withoutFiles()) {
            if (knowsAllRoots(ledger.find(RestoreJobId.parse(id)).orElseThrow())) {
                ledger.filesArePlaced(id);
            }
        }
        target.connection().commit();
        return left;
    }

    private boolean knowsAllRoots(RestoreReport report) {
        Set<String> known = task.roots().stream().map(FileRoot::name).collect(Collectors.toSet());
        return report.files().stream().map(FilesAccount::root).allMatch(known::contains);
    }
}
