package org.edms.backup.engine.restore.input;

import java.util.List;
import java.util.Objects;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;

/**
 * A restore, with all that has to be known for it here.
 *
 * @param request what is asked for
 * @param target where to; null when no rows are restored
 * @param roots where files go
 * @param model what the columns mean; null for what the package says of that
 * @param plan the report of a dry run, which is to come true or not at all; null for none
 * @param confirmed whether somebody said that a target that holds data may be changed
 * @param toolVersion for the report
 * @param parallelism how many connections and threads
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
}
