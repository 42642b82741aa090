package org.edms.backup.model.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.error.Failure;

/** How a job ended, be it a backup or a restore. Nothing follows. */
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

    /** @param warnings what was noticed: at least one */
    record CompletedWithWarnings(Instant since, List<Failure> warnings) implements Outcome {

        public CompletedWithWarnings {
            Objects.requireNonNull(since);
            warnings = List.copyOf(warnings);
            if (warnings.isEmpty()) {
                throw new IllegalArgumentException("A job without warnings is simply completed");
            }
        }

        @Override
        public JobStatus status() {
            return JobStatus.COMPLETED_WITH_WARNINGS;
        }
    }

    /** There is no package; or the target of the restore is as it was, since nothing had been written. */
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
     * It was not carried out, and nothing went wrong.
     *
     * @param by who asked for that, or who refused to begin
     * @param failure why it was refused; null where somebody cancelled it
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
