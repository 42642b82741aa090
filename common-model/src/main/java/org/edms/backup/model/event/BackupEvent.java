package org.edms.backup.model.event;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.Progress;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.BackupJobId;

/** Events of backups. */
public sealed interface BackupEvent extends EventData {

    @Override
    default Topic topic() {
        return Topic.BACKUP_EVENTS;
    }

    /** An event of a backup job. */
    sealed interface JobEvent extends BackupEvent {

        BackupJobId job();

        @Override
        default String key() {
            return job().toString();
        }
    }

    /**
     * Another service requests a backup of a configuration, by its name or id, or of a type.
     *
     * @param requester the service or person that requests it
     */
    record Requested(String configuration, BackupType backupType, String reason, String requester)
            implements BackupEvent {

        public Requested {
            Objects.requireNonNull(requester);
            if ((configuration == null) == (backupType == null)) {
                throw new IllegalArgumentException("A request must name either a configuration or a type");
            }
        }

        @Override
        public Topic topic() {
            return Topic.BACKUP_REQUESTS;
        }

        @Override
        public String key() {
            return configuration == null ? "" : configuration;
        }
    }

    record Started(BackupJobId job, String configuration, BackupType backupType) implements JobEvent {

        public Started {
            Objects.requireNonNull(job);
            Objects.requireNonNull(backupType);
        }
    }

    record Progressed(BackupJobId job, Progress progress) implements JobEvent {

        public Progressed {
            Objects.requireNonNull(job);
            Objects.requireNonNull(progress);
        }
    }

    record Completed(BackupJobId job, StoredPackage backupPackage, Duration duration, List<Failure> warnings)
            implements JobEvent {

        public Completed {
            Objects.requireNonNull(job);
            Objects.requireNonNull(backupPackage);
            Objects.requireNonNull(duration);
            warnings = List.copyOf(warnings);
        }
    }

    record Failed(BackupJobId job, Failure failure) implements JobEvent {

        public Failed {
            Objects.requireNonNull(job);
            Objects.requireNonNull(failure);
        }
    }

    record Cancelled(BackupJobId job, String by) implements JobEvent {

        public Cancelled {
            Objects.requireNonNull(job);
            Objects.requireNonNull(by);
        }
    }

    /** The package was deleted; {@code reason} is the rule or person that decided. */
    record Deleted(BackupJobId job, String packageName, String reason) implements JobEvent {

        public Deleted {
            Objects.requireNonNull(job);
            Objects.requireNonNull(packageName);
        }
    }
}
