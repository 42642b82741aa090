package org.edms.backup.model.event;

import java.util.Objects;
import org.edms.backup.model.Progress;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;

/** What happens to restores. */
public sealed interface RestoreEvent extends EventData {

    RestoreJobId job();

    @Override
    default Topic topic() {
        return Topic.RESTORE_EVENTS;
    }

    @Override
    default String key() {
        return job().toString();
    }

    /** What a worker is asked to do. */
    sealed interface Command extends RestoreEvent {

        @Override
        default Topic topic() {
            return Topic.RESTORE_REQUESTS;
        }
    }

    /**
     * A restore is wanted, or the undoing of one.
     *
     * @param confirmed whether somebody said that a target that holds data may be changed
     * @param undoes the restore that is to be taken back, whose package and options the request repeats; null for none
     */
    record Requested(RestoreRequest request, boolean confirmed, RestoreJobId undoes) implements Command {

        public Requested {
            Objects.requireNonNull(request);
        }

        @Override
        public RestoreJobId job() {
            return request.id();
        }
    }

    record CancelRequested(RestoreJobId job, String by) implements Command {

        public CancelRequested {
            Objects.requireNonNull(job);
            Objects.requireNonNull(by);
        }
    }

    /** @param dryRun whether the target stays as it is, whatever comes after this event */
    record Accepted(RestoreJobId job, String worker, int attempt, boolean dryRun) implements RestoreEvent {

        public Accepted(RestoreJobId job, String worker, int attempt) {
            this(job, worker, attempt, false);
        }

        public Accepted {
            Objects.requireNonNull(job);
            Objects.requireNonNull(worker);
        }
    }

    record Progressed(RestoreJobId job, Progress progress) implements RestoreEvent {

        public Progressed {
            Objects.requireNonNull(job);
            Objects.requireNonNull(progress);
        }
    }

    record Completed(RestoreJobId job, RestoreReport report) implements RestoreEvent {

        public Completed {
            Objects.requireNonNull(job);
            Objects.requireNonNull(report);
        }
    }

    /** @param report null if the restore failed before there was anything to report */
    record Failed(RestoreJobId job, Failure failure, RestoreReport report) implements RestoreEvent {

        public Failed {
            Objects.requireNonNull(job);
            Objects.requireNonNull(failure);
        }

        public Failed(RestoreJobId job, Failure failure) {
            this(job, failure, null);
        }
    }

    /** @param report what was found until then; null where there was nothing to tell */
    record RolledBack(RestoreJobId job, Failure failure, RestoreReport report) implements RestoreEvent {

        public RolledBack {
            Objects.requireNonNull(job);
            Objects.requireNonNull(failure);
        }
    }
}
