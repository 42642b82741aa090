package org.edms.backup.engine.restore;

import java.util.List;
import java.util.Objects;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.id.RestoreJobId;

/**
 * A restore that is to be taken back.
 *
 * @param undoes the restore
 * @param target into which it was made, null for files alone, and {@code roots} to which its files went
 * @param requestedBy who wants that
 * @param toolVersion for the report
 * @param parallelism how many connections and threads
 */
public record UndoTask(
        RestoreJobId undoes,
        Database target,
        List<FileRoot> roots,
        String requestedBy,
        String toolVersion,
        int parallelism) {

    public UndoTask {
        Objects.requireNonNull(undoes);
        Objects.requireNonNull(requestedBy);
        Objects.requireNonNull(toolVersion);
        roots = List.copyOf(roots);
    }
}
