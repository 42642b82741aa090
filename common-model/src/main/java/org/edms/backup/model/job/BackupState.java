package org.edms.backup.model.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.error.Failure;

/**
 * The state of a backup job. A state has a method for each legal transition, so an illegal transition does not compile.
 *
 * <pre>
 * PENDING -> RUNNING -> VERIFYING -> COMPLETED | COMPLETED_WITH_WARNINGS
 *    ^----------'           |          from any of the three: FAILED | CANCELLED
 *    '----------------------'
 * </pre>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
    @Type(value = BackupState.Pending.class, name = "PENDING"),
    @Type(value = BackupState.Running.class, name = "RUNNING"),
    @Type(value = BackupState.Verifying.class, name = "VERIFYING"),
    @Type(value = Outcome.Completed.class, name = "COMPLETED"),
    @Type(value = Outcome.CompletedWithWarnings.class, name = "COMPLETED_WITH_WARNINGS"),
    @Type(value = Outcome.Failed.class, name = "FAILED"),
    @Type(value = Outcome.Cancelled.class, name = "CANCELLED")
})
public sealed interface BackupState permits BackupState.Open, Outcome {

    /** When the job entered this state. */
    Instant since();

    JobStatus status();

    /** The job has not ended and can be cancelled. */
    sealed interface Open extends BackupState {

        default Outcome.Failed fail(Instant at, Failure failure) {
            return new Outcome.Failed(at, failure);
        }

        default Outcome.Cancelled cancel(Instant at, String by) {
            return new Outcome.Cancelled(at, by);
        }
    }

    /** @param attempt counted from 1; a job whose worker died starts the next attempt */
    record Pending(Instant since, int attempt) implements Open {

        public Pending {
            Objects.requireNonNull(since);
            if (attempt < 1) {
                throw new IllegalArgumentException("attempt must be at least 1, not " + attempt);
            }
        }

        public static Pending first(Instant at) {
            return new Pending(at, 1);
        }

        public Running start(Instant at) {
            return new Running(at, attempt);
        }

        @Override
        public JobStatus status() {
            return JobStatus.PENDING;
        }
    }

    record Running(Instant since, int attempt) implements Open {

        public Running {
            Objects.requireNonNull(since);
        }

        public Verifying verify(Instant at) {
            return new Verifying(at, attempt);
        }

        /** Its worker died, or the error is transient. */
        public Pending retry(Instant at) {
            return new Pending(at, attempt + 1);
        }

        @Override
        public JobStatus status() {
            return JobStatus.RUNNING;
        }
    }

    record Verifying(Instant since, int attempt) implements Open {

        public Verifying {
            Objects.requireNonNull(since);
        }

        public Outcome.Completed complete(Instant at) {
            return new Outcome.Completed(at);
        }

        public Outcome.CompletedWithWarnings completeWithWarnings(Instant at, List<Failure> warnings) {
            return new Outcome.CompletedWithWarnings(at, warnings);
        }

        public Pending retry(Instant at) {
            return new Pending(at, attempt + 1);
        }

        @Override
        public JobStatus status() {
            return JobStatus.VERIFYING;
        }
    }
}
