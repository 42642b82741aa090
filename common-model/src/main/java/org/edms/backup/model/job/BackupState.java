package org.edms.backup.model.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.error.Failure;

/**
 * The state of a backup job. A state offers the transitions that are legal from it, and no others: what has no method
 * cannot happen.
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
    @Type(value = BackupState.Completed.class, name = "COMPLETED"),
    @Type(value = BackupState.CompletedWithWarnings.class, name = "COMPLETED_WITH_WARNINGS"),
    @Type(value = BackupState.Failed.class, name = "FAILED"),
    @Type(value = BackupState.Cancelled.class, name = "CANCELLED")
})
public sealed interface BackupState {

    /** When the job came into this state. */
    Instant since();

    /** Nothing follows: the job is over. */
    sealed interface Final extends BackupState {}

    /** The job is not over, and can still be stopped. */
    sealed interface Open extends BackupState {

        default Failed fail(Instant at, Failure failure) {
            return new Failed(at, failure);
        }

        default Cancelled cancel(Instant at, String by) {
            return new Cancelled(at, by);
        }
    }

    /** @param attempt 1 for the first; a job whose worker died comes back with the next */
    record Pending(Instant since, int attempt) implements Open {

        public Pending {
            Objects.requireNonNull(since);
            if (attempt < 1) {
                throw new IllegalArgumentException("Attempts are counted from 1, not from " + attempt);
            }
        }

        public static Pending first(Instant at) {
            return new Pending(at, 1);
        }

        public Running start(Instant at) {
            return new Running(at, attempt);
        }
    }

    record Running(Instant since, int attempt) implements Open {

        public Running {
            Objects.requireNonNull(since);
        }

        public Verifying verify(Instant at) {
            return new Verifying(at, attempt);
        }

        /** Its worker is gone, or the fault is one that passes. */
        public Pending tryAgain(Instant at) {
            return new Pending(at, attempt + 1);
        }
    }

    record Verifying(Instant since, int attempt) implements Open {

        public Verifying {
            Objects.requireNonNull(since);
        }

        public Completed complete(Instant at) {
            return new Completed(at);
        }

        public CompletedWithWarnings completeWithWarnings(Instant at, List<Failure> warnings) {
            return new CompletedWithWarnings(at, warnings);
        }

        public Pending tryAgain(Instant at) {
            return new Pending(at, attempt + 1);
        }
    }

    record Completed(Instant since) implements Final {

        public Completed {
            Objects.requireNonNull(since);
        }
    }

    /** @param warnings what was noticed: at least one */
    record CompletedWithWarnings(Instant since, List<Failure> warnings) implements Final {

        public CompletedWithWarnings {
            Objects.requireNonNull(since);
            warnings = List.copyOf(warnings);
            if (warnings.isEmpty()) {
                throw new IllegalArgumentException("A job without warnings is simply completed");
            }
        }
    }

    record Failed(Instant since, Failure failure) implements Final {

        public Failed {
            Objects.requireNonNull(since);
            Objects.requireNonNull(failure);
        }
    }

    /** @param by who asked for it */
    record Cancelled(Instant since, String by) implements Final {

        public Cancelled {
            Objects.requireNonNull(since);
            Objects.requireNonNull(by);
        }
    }
}
