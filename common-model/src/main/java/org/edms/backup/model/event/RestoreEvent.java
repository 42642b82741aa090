package org.edms.backup.model.event;

import java.util.Objects;
import org.edms.backup.model.Progress;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;

/** Events of restores, and commands to the restore workers. */
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

    /** A command to a restore worker. */
    sealed interface Command extends RestoreEvent {

        @Override
        default Topic topic() {
            return Topic.RESTORE_REQUESTS;
        }
    }

    /**
     * Requests a restore, or the undo of one.
     *
     * @param confirmed whether the requester allows changes to a target that holds data
     * @param undoes the restore to undo, whose package and options the request repeats; null for a restore
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

    /** @param dryRun whether the restore changes nothing */
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

    /** @param report null if the restore failed before it had a report */
    record Failed(RestoreJobId job, Failure failure, RestoreReport report) implements RestoreEvent {

        public Failed {
            Objects.requireNonNull(job);
            Objects.requireNonNull(failure);
        }

        public Failed(RestoreJobId job, Failure failure) {
            this(job, failure, null);
        }
    }

    /** @param report the report up to the failure; null if there is none */
    record RolledBack(RestoreJobId job, Failure failure, RestoreReport report) implements RestoreEvent {

        public RolledBack {
            Objects.requireNonNull(job);
            Objects.requireNonNull(failure);
        }
    }
}
