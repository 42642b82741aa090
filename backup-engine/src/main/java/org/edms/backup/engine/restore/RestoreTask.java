package org.edms.backup.engine.restore;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.source.Database;
import org.edms.backup.engine.source.FileRoot;
import org.edms.backup.model.restore.RestoreRequest;

/**
 * A restore, with all that has to be known for it here.
 *
 * @param request what is asked for
 * @param target where to; null when no rows are restored
 * @param roots where files go
 * @param model what the columns mean; null for what the package says of that
 * @param drift what may be left out although the package has it
 * @param confirmed whether somebody said that a target that holds data may be changed
 * @param toolVersion for the report
 * @param parallelism how many connections and threads
 */
public record RestoreTask(
        RestoreRequest request,
        Database target,
        List<FileRoot> roots,
        EdmsModel model,
        Drift drift,
        boolean confirmed,
        String toolVersion,
        int parallelism) {

    public RestoreTask {
        Objects.requireNonNull(request);
        Objects.requireNonNull(drift);
        Objects.requireNonNull(toolVersion);
        roots = List.copyOf(roots);
    }

    /**
     * What the target lacks, and what is left out for that.
     *
     * @param skipTables as {@code schema.table}
     * @param dropColumns as {@code schema.table.column}
     */
    public record Drift(Set<String> skipTables, Set<String> dropColumns) {

        public static final Drift NONE = new Drift(Set.of(), Set.of());

        public Drift {
            skipTables = Set.copyOf(skipTables);
            dropColumns = Set.copyOf(dropColumns);
        }
    }
}
