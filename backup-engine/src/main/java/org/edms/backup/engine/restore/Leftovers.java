package org.edms.backup.engine.restore;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreReport;

/** What restores that were cut off have left behind: taken away, or gone on with where their rows are committed. */
final class Leftovers {

    private static final String SCHEMAS =
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^edms_restore_[0-9a-f]{32}$'";

    private final Target target;
    private final Ledger ledger;
    private final RestoreTask task;
    private final Meter meter;

    Leftovers(Target target, Ledger ledger, RestoreTask task, Meter meter) {
        this.target = target;
        this.ledger = ledger;
        this.task = task;
        this.meter = meter;
    }

    /** While the target is held: nobody else's restore is under way. */
    void settle() throws IOException, SQLException {
        for (String schema : target.sql().list(SCHEMAS, row -> row.getString(1))) {
            target.sql().execute("DROP SCHEMA " + Sql.quoted(schema) + " CASCADE");
        }
        target.connection().commit();
        for (RestoreJobId id : FilePlacing.begun(task.roots())) {
            FilePlacing placing = new FilePlacing(task.roots(), id, OnMatch.UPDATE, false, meter);
            if (ledger.find(id).isPresent()) {
                placing.place();
            } else {
                placing.discard();
            }
        }
        for (String id : ledger.withoutFiles()) {
            if (knowsAllRoots(ledger.find(RestoreJobId.parse(id)).orElseThrow())) {
                ledger.filesArePlaced(id);
            }
        }
        target.connection().commit();
    }

    private boolean knowsAllRoots(RestoreReport report) {
        Set<String> known = task.roots().stream().map(FileRoot::name).collect(Collectors.toSet());
        return report.files().stream().map(FilesAccount::root).allMatch(known::contains);
    }
}
