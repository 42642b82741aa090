package org.edms.backup.model.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.error.Failure;

/** The final state of a backup or restore job. */
public sealed interface Outcome extends BackupState, RestoreState {

    record Completed(Instant since) implements Outcome {

        public Completed {
            Objects.requireNonNull(since);
        }

        @Override
        public JobStatus status() {
            return JobStatus.COMPLETED;
        }
    }

    /** @param warnings at least one */
    record CompletedWithWarnings(Instant since, List<Failure> warnings) implements Outcome {

        public CompletedWithWarnings {
            Objects.requireNonNull(since);
            warnings = List.copyOf(warnings);
            if (warnings.isEmpty()) {
                throw new IllegalArgumentException("warnings must not be empty");
            }
        }

        @Override
        public JobStatus status() {
            return JobStatus.COMPLETED_WITH_WARNINGS;
        }
    }

    /** A backup without a package, or a restore that had written nothing to its target. */
    record Failed(Instant since, Failure failure) implements Outcome {

        public Failed {
            Objects.requireNonNull(since);
            Objects.requireNonNull(failure);
        }

        @Override
        public JobStatus status() {
            return JobStatus.FAILED;
        }
    }

    /**
     * The job was not carried out, but nothing failed.
     *
     * @param by who cancelled the job, or who refused to start it
     * @param failure why it was refused; null if it was cancelled
     */
    record Cancelled(Instant since, String by, Failure failure) implements Outcome {

        public Cancelled(Instant since, String by) {
            this(since, by, null);
        }

        public Cancelled {
            Objects.requireNonNull(since);
            Objects.requireNonNull(by);
        }

        @Override
        public JobStatus status() {
            return JobStatus.CANCELLED;
        }
    }
}
