package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.Progress;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.RestoreState;

/**
 * One restore, from the request to the report.
 *
 * @param undoes the restore that this one takes back; null for one that restores
 * @param progress how far it is, or was when it ended; null before anything was told
 */
public record RestoreJob(
        RestoreRequest request, RestoreJobId undoes, Instant createdAt, RestoreState state, Progress progress) {

    public RestoreJob {
        Objects.requireNonNull(request);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(state);
    }

    /** Whether it changes nothing, however it ends. */
    @JsonProperty
    public boolean dryRun() {
        return undoes == null && request.options().dryRun();
    }

    @JsonProperty
    public JobStatus status() {
        return state.status();
    }
}
