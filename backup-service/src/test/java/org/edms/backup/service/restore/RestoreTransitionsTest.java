package org.edms.backup.service.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.model.restore.RestoreRequest;
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

    @Test
    void whatTheModelHasAskedForIsNoWarning() {
        // given
        Failure notice = new Failure(ErrorCode.FILE_KEPT, "storage/1.pdf");
        Failure warning = new Failure(ErrorCode.PACKAGE_INCOMPLETE, "storage/2.pdf");
        RestoreReport report = RestoreReport.builder()
                .request(new RestoreRequest(
                        new RestoreJobId(UUID.randomUUID()),
                        "a.tar.zst",
                        "0".repeat(64),
                        RestoreOptions.defaults(),
                        "me"))
                .target("host/name")
                .startedAt(Instant.EPOCH)
                .finishedAt(Instant.EPOCH)
                .warnings(List.of(notice, warning))
                .toolVersion("test")
                .build();

        // when
        List<Failure> warnings = RestoreTransitions.warnings(report);

        // then
        assertThat(warnings).containsExactly(warning);
    }
}
