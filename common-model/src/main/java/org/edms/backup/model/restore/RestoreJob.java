package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.RestoreState;

/** One restore, from the request to the report. */
public record RestoreJob(RestoreRequest request, Instant createdAt, RestoreState state) {

    public RestoreJob {
        Objects.requireNonNull(request);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(state);
    }

    @JsonProperty
    public JobStatus status() {
        return state.status();
    }
}
