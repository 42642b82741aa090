package org.edms.backup.service.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.RestoreState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreTransitionsTest {

    @ParameterizedTest
    @CsvSource({
        "STAGING, FAILED",
        "MATCHING, FAILED",
        "STREAMING, ROLLED_BACK",
        "RESOLVING, ROLLED_BACK",
        "WRITING, ROLLED_BACK",
        "REFRESHING_VIEWS, ROLLED_BACK",
        "VERIFYING, ROLLED_BACK"
    })
    void aRestoreThatFailsAfterItsFirstWriteIsRolledBack(Phase phase, JobStatus status) {
        // given
        RestoreState.Open planning = RestoreState.Pending.first(Instant.EPOCH).plan(Instant.EPOCH);

        // when
        RestoreState reached = RestoreTransitions.next(planning, phase, Instant.EPOCH);
        RestoreState ended = RestoreTransitions.failed(
                (RestoreState.Open) reached, new Failure(ErrorCode.VALUE_REFUSED, "a date"), Instant.EPOCH);

        // then
        assertThat(ended.status()).isEqualTo(status);
    }
}
