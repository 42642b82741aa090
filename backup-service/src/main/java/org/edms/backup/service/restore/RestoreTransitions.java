package org.edms.backup.service.restore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreReport;

/** Derives the states of a job from the events of a worker. States whose event was lost are passed through. */
final class RestoreTransitions {

    private RestoreTransitions() {}

    static RestoreState next(RestoreState.Open state, Phase phase, Instant now) {
        if (phase == Phase.VERIFYING || phase == Phase.COMMITTING) {
            return verifying(state, now);
        }
        if (phase.writesTarget() && state instanceof RestoreState.Preparing) {
            return writing(state, now);
        }
        return state;
    }

    static RestoreState.Writing writing(RestoreState.Open state, Instant now) {
        if (state instanceof RestoreState.Writing writing) {
            return writing;
        }
        if (state instanceof RestoreState.AwaitingApproval waiting) {
            return waiting.approve(now);
        }
        RestoreState.Planning planning =
                state instanceof RestoreState.Pending pending ? pending.plan(now) : (RestoreState.Planning) state;
        return planning.run(now);
    }

    static RestoreState.Verifying verifying(RestoreState.Open state, Instant now) {
        RestoreState.Writing writing = writing(state, now);
        return writing instanceof RestoreState.Running running ? running.verify(now) : (RestoreState.Verifying) writing;
    }

    /**
     * Failed, or cancelled. A worker that has rolled back says so with another event: this failure may have left changes behind.
     * An unconfirmed restore never began, so it cannot fail.
     */
    static RestoreState failed(RestoreState.Open state, Failure failure, Instant now) {
        if (failure.code() == ErrorCode.CANCELLED) {
            return state.cancel(now, failure.detail());
        }
        if (failure.code() == ErrorCode.CONFIRMATION_MISSING && state instanceof RestoreState.Preparing) {
            return new Outcome.Cancelled(now, "the restore worker", failure);
        }
        return state.fail(now, failure);
    }

    /** The warnings of a restore without what the model has asked for, and one if rows were set aside. */
    static List<Failure> warnings(RestoreReport report) {
        List<Failure> warnings = new ArrayList<>(report.warnings());
        warnings.removeIf(warning -> warning.code().isNotice());
        if (!report.setAside().isEmpty()) {
            warnings.add(new Failure(
                    ErrorCode.CONSTRAINT_VIOLATED,
                    report.rows().quarantined() + " rows are set aside: see the report"));
        }
        return warnings;
    }
}
