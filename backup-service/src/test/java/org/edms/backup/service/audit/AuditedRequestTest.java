package org.edms.backup.service.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditedRequestTest {

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/backup/configurations/, POST configurations,",
        "POST, /api/v1/backup/configurations/nightly/execute/, POST configurations/execute, nightly",
        "DELETE, /api/v1/backup/configurations/restore, DELETE configurations, restore",
        "POST, /api/v1/backup/jobs/17/verify, POST jobs/verify, 17",
        "POST, /api/v1/backup/restores/restore_from_file/, POST restores/restore_from_file,",
        "POST, /api/v1/backup/restores/restore/, POST restores/restore,",
        "POST, /api/v1/backup/restores/17/undo/, POST restores/undo, 17",
        "POST, /api/v1/backup/system/apply_retention/, POST system/apply_retention,",
        "POST, /elsewhere, POST /elsewhere,",
    })
    void aRequestHasAnActionAndASubject(String method, String path, String action, String subject) {
        assertThat(AuditedRequest.of(method, path)).isEqualTo(new AuditedRequest(action, subject));
    }

    @Test
    void longPathsAreShortened() {
        assertThat(AuditedRequest.of("POST", "/" + "x".repeat(10_000)).action()).hasSizeLessThan(300);
    }
}
