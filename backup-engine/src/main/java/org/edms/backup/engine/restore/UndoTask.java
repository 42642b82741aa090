package org.edms.backup.engine.restore;

import java.util.List;
import java.util.Objects;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.id.RestoreJobId;

/**
 * A request to undo a restore.
 *
 * @param undoes the restore to undo
 * @param target the target of that restore; null if it restored only files
 * @param roots the roots that the files were restored to
 * @param requestedBy the user who requests the undo
 * @param toolVersion the version for the report
 * @param parallelism the number of connections and threads
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
