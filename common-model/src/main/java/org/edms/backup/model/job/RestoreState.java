package org.edms.backup.model.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.edms.backup.model.error.Failure;

/**
 * The state of a restore job. A restore that has written to the target is rolled back if it ends before the commit. It fails if
 * it ends before it writes, or if what it wrote is not known to be rolled back: then its failure says what the target contains.
 *
 * <pre>
 * PENDING -> PLANNING -> AWAITING_APPROVAL -> RUNNING -> VERIFYING -> COMPLETED | COMPLETED_WITH_WARNINGS
 *                '-------------------------------^
 * </pre>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
    @Type(value = RestoreState.Pending.class, name = "PENDING"),
    @Type(value = RestoreState.Planning.class, name = "PLANNING"),
    @Type(value = RestoreState.AwaitingApproval.class, name = "AWAITING_APPROVAL"),
    @Type(value = RestoreState.Running.class, name = "RUNNING"),
    @Type(value = RestoreState.Verifying.class, name = "VERIFYING"),
    @Type(value = Outcome.Completed.class, name = "COMPLETED"),
    @Type(value = Outcome.CompletedWithWarnings.class, name = "COMPLETED_WITH_WARNINGS"),
    @Type(value = Outcome.Failed.class, name = "FAILED"),
    @Type(value = RestoreState.RolledBack.class, name = "ROLLED_BACK"),
    @Type(value = Outcome.Cancelled.class, name = "CANCELLED")
})
public sealed interface RestoreState permits RestoreState.Open, RestoreState.RolledBack, Outcome {

    /** When the job entered this state. */
    Instant since();

    JobStatus status();

    /** The restore has not ended. */
    sealed interface Open extends RestoreState {

        default Outcome.Failed fail(Instant at, Failure failure) {
            return new Outcome.Failed(at, failure);
        }

        default Outcome.Cancelled cancel(Instant at, String by) {
            return new Outcome.Cancelled(at, by);
        }
    }

    /** Nothing has been written to the target. */
    sealed interface Preparing extends Open {}

    /** The target is being written to, in one transaction. */
    sealed interface Writing extends Open {

        int attempt();

        default RolledBack rollBack(Instant at, Failure failure) {
            return new RolledBack(at, failure);
        }

        /** Its worker died; its changes were rolled back with its connection. */
        default Pending retry(Instant at) {
            return new Pending(at, attempt() + 1);
        }
    }

    /** @param attempt counted from 1; a job whose worker died starts the next attempt */
    record Pending(Instant since, int attempt) implements Preparing {

        public Pending {
            Objects.requireNonNull(since);
            if (attempt < 1) {
                throw new IllegalArgumentException("attempt must be at least 1, not " + attempt);
            }
        }

        public static Pending first(Instant at) {
            return new Pending(at, 1);
        }

        public Planning plan(Instant at) {
            return new Planning(at, attempt);
        }

        @Override
        public JobStatus status() {
            return JobStatus.PENDING;
        }
    }

    record Planning(Instant since, int attempt) implements Preparing {

        public Planning {
            Objects.requireNonNull(since);
        }

        public AwaitingApproval awaitApproval(Instant at) {
            return new AwaitingApproval(at, attempt);
        }

        public Running run(Instant at) {
            return new Running(at, attempt);
        }

        public Pending retry(Instant at) {
            return new Pending(at, attempt + 1);
        }

        @Override
        public JobStatus status() {
            return JobStatus.PLANNING;
        }
    }

    record AwaitingApproval(Instant since, int attempt) implements Preparing {

        public AwaitingApproval {
            Objects.requireNonNull(since);
        }

        public Running approve(Instant at) {
            return new Running(at, attempt);
        }

        @Override
        public JobStatus status() {
            return JobStatus.AWAITING_APPROVAL;
        }
    }

    record Running(Instant since, int attempt) implements Writing {

        public Running {
            Objects.requireNonNull(since);
        }

        public Verifying verify(Instant at) {
            return new Verifying(at, attempt);
        }

        @Override
        public JobStatus status() {
            return JobStatus.RUNNING;
        }
    }

    record Verifying(Instant since, int attempt) implements Writing {

        public Verifying {
            Objects.requireNonNull(since);
        }

        public Outcome.Completed complete(Instant at) {
            return new Outcome.Completed(at);
        }

        public Outcome.CompletedWithWarnings completeWithWarnings(Instant at, List<Failure> warnings) {
            return new Outcome.CompletedWithWarnings(at, warnings);
        }

        @Override
        public JobStatus status() {
            return JobStatus.VERIFYING;
        }
    }

    /** The target is unchanged: everything that was written was rolled back. */
    record RolledBack(Instant since, Failure failure) implements RestoreState {

        public RolledBack {
            Objects.requireNonNull(since);
            Objects.requireNonNull(failure);
        }

        @Override
        public JobStatus status() {
            return JobStatus.ROLLED_BACK;
        }
    }
}
