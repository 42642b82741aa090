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
 * @param undoes the restore that this job undoes; null for a restore
 * @param progress the latest progress; null before the first report
 */
public record RestoreJob(
        RestoreRequest request, RestoreJobId undoes, Instant createdAt, RestoreState state, Progress progress) {

    public RestoreJob {
        Objects.requireNonNull(request);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(state);
    }

    /** Whether the job changes nothing. */
    @JsonProperty
    public boolean dryRun() {
        return undoes == null && request.options().dryRun();
    }

    @JsonProperty
    public JobStatus status() {
        return state.status();
    }
}
