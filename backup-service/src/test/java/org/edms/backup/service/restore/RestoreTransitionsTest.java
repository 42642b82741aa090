package org.edms.backup.service.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.job.RestoreState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreTransitionsTest {

    private static final RestoreState.Open PLANNING =
            RestoreState.Pending.first(Instant.EPOCH).plan(Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({
        "STAGING, PLANNING",
        "MATCHING, PLANNING",
        "STREAMING, RUNNING",
        "RESOLVING, RUNNING",
        "WRITING, RUNNING",
        "REFRESHING_VIEWS, RUNNING",
        "VERIFYING, VERIFYING"
    })
    void aRestoreWritesFromItsFirstWriteOn(Phase phase, JobStatus status) {
        // when
        RestoreState reached = RestoreTransitions.next(PLANNING, phase, Instant.EPOCH);

        // then
        assertThat(reached.status()).isEqualTo(status);
    }

    @Test
    void aRestoreWhoseOutcomeIsUnknownIsNotCalledRolledBack() {
        // given
        RestoreState.Open committing = RestoreTransitions.verifying(PLANNING, Instant.EPOCH);
        Failure lost = new Failure(ErrorCode.COMMIT_UNKNOWN, "the connection was lost");

        // when
        RestoreState ended = RestoreTransitions.failed(committing, lost, Instant.EPOCH);

        // then
        assertThat(ended).isEqualTo(new Outcome.Failed(Instant.EPOCH, lost));
    }
}
