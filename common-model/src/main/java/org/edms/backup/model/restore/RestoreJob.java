package org.edms.backup.model.restore;

import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.job.RestoreState;

/** One restore, from the request to the report. */
public record RestoreJob(RestoreRequest request, Instant createdAt, RestoreState state) {

    public RestoreJob {
        Objects.requireNonNull(request);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(state);
    }
}
