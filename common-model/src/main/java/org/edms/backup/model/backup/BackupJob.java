package org.edms.backup.model.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.edms.backup.model.Progress;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.ConfigurationId;
import org.edms.backup.model.job.BackupState;
import org.edms.backup.model.job.JobStatus;

/**
 * One backup, from the request to the package.
 *
 * @param configuration null for a backup that was requested without one
 * @param reason the requester's reason
 * @param backupPackage the package, once there is one
 * @param progress the latest progress; null before the first report
 * @param pinned whether retention must keep the package
 */
public record BackupJob(
        BackupJobId id,
        ConfigurationId configuration,
        BackupType backupType,
        String requestedBy,
        String reason,
        Instant createdAt,
        BackupState state,
        StoredPackage backupPackage,
        Progress progress,
        boolean pinned) {

    public BackupJob {
        Objects.requireNonNull(id);
        Objects.requireNonNull(backupType);
        Objects.requireNonNull(requestedBy);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(state);
    }

    @JsonProperty
    public JobStatus status() {
        return state.status();
    }
}
