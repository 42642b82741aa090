package org.edms.backup.engine.restore.input;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;

/**
 * A restore request, together with the settings that this process needs to run it.
 *
 * @param request the request
 * @param target the target database; null if no rows are restored
 * @param roots the directories that files are restored to
 * @param model the meaning of the columns; null to use the model in the package
 * @param plan the report of a dry run, which the restore must match exactly; null for none
 * @param confirmed whether a user has confirmed that a target with data may be changed
 * @param toolVersion the version for the report
 * @param parallelism the number of connections and threads
 */
public record RestoreTask(
        RestoreRequest request,
        Database target,
        List<FileRoot> roots,
        EdmsModel model,
        RestoreReport plan,
        boolean confirmed,
        String toolVersion,
        int parallelism) {

    public RestoreTask {
        Objects.requireNonNull(request);
        Objects.requireNonNull(toolVersion);
        roots = List.copyOf(roots);
    }

    /** Returns the name of what is restored to: the database, or the directories if there is no database. */
    public String targetName() {
        return target != null
                ? target.toString()
                : roots.stream().map(root -> root.directory().toString()).collect(Collectors.joining(", "));
    }
}
