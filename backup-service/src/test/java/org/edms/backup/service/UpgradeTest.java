package org.edms.backup.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.service.audit.PendingRequests;
import org.junit.jupiter.api.Test;

/** The service continues what version 0.1 left in its database, {@code database-0.1.sql}. */
@QuarkusTest
@QuarkusTestResource(Suite.class)
@QuarkusTestResource(value = DatabaseOfVersion01.class, restrictToAnnotatedClass = true)
class UpgradeTest {

    private static final String JOBS = Api.ROOT + "/jobs/";
    private static final String RESTORES = Api.ROOT + "/restores/";

    private static final String COMPLETED_JOB = "01a2225e-d7ae-7000-a0af-ce6825dffd3b";
    private static final String QUEUED_JOB = "01a2225e-ffc0-7000-b5f1-e2c7cd2e3ad3";
    private static final String VERIFICATION = "01a2225e-ebec-7000-b471-460a68e326e7";
    private static final String QUEUED_VERIFICATION = "01a2225f-0009-7000-8bb1-b2e7008abdce";
    private static final String RESTORE = "01a2225e-f908-7000-a656-c45158fb43d6";
    private static final String OPEN_RESTORE = "01a2225e-fef1-7000-95c8-468d6110d928";

    @Test
    void configurationsJobsAndHealthAreShown() {
        assertThat(Api.get(Api.ROOT + "/configurations/").getList("items.name")).containsExactly("archive", "nightly");
        assertThat(Api.get(Api.ROOT + "/configurations/nightly/").getInt("max_backups"))
                .isEqualTo(7);
        JsonPath job = Api.get(JOBS + COMPLETED_JOB);
        assertThat(job.getString("status")).isEqualTo("COMPLETED");
        assertThat(job.getBoolean("pinned")).isTrue();
        assertThat(Api.get(JOBS + "?type=EXPORT").getInt("total")).isEqualTo(1);
        assertThat(Api.get(JOBS + COMPLETED_JOB + "/verifications/" + VERIFICATION)
                        .getBoolean("result.whole"))
                .isTrue();
        assertThat(Api.admin().get(JOBS + COMPLETED_JOB + "/events/").asString())
                .contains("edms.backup.completed");
        assertThat(Api.get(Api.ROOT + "/health/latest_status/").getList("check_type"))
                .hasSize(5);
    }

    @Test
    void restoresAndTheirReportsAreShownAndContinued() {
        // given
        assertThat(Api.get(RESTORES + RESTORE).getString("status")).isEqualTo("ROLLED_BACK");
        assertThat(Api.get(RESTORES + RESTORE + "/report/").getString("set_aside[0].row"))
                .isEqualTo("POL-2");

        // when
        RestoreEvent failed =
                new RestoreEvent.Failed(RestoreJobId.parse(OPEN_RESTORE), new Failure(ErrorCode.KEY_MISSING, "no key"));
        Messages.send(
                "edms.restore.events",
                failed.key(),
                Event.of(UUID.randomUUID().toString(), URI.create("/test"), Instant.EPOCH, null, failed)
                        .toJson());

        // then
        assertThat(Api.ended(RESTORES + OPEN_RESTORE).getString("status")).isEqualTo("FAILED");
    }

    @Test
    void queuedTasksAreExecuted() {
        assertThat(Api.ended(JOBS + QUEUED_JOB).getString("status")).startsWith("COMPLETED");
        // The package store of version 0.1 is not there.
        JsonPath verification = Api.until(
                JOBS + COMPLETED_JOB + "/verifications/" + QUEUED_VERIFICATION, each -> each.get("failure") != null);
        assertThat(verification.getString("failure.code")).isEqualTo("NOT_FOUND");
    }

    @Test
    void aStoredIdempotencyKeyReturnsItsJob() {
        // when
        Response repeated = Api.admin()
                .header("Idempotency-Key", "nightly-2026-11-28")
                .body("{\"reason\": \"before the move\"}")
                .post(Api.ROOT + "/configurations/nightly/execute/");
        Response other = Api.admin()
                .header("Idempotency-Key", "nightly-2026-11-28")
                .post(Api.ROOT + "/configurations/archive/execute/");

        // then
        assertThat(repeated.jsonPath().getString("id")).isEqualTo(COMPLETED_JOB);
        assertThat(other.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void theAuditTrailVerifiesAndGrows() {
        // given
        assertThat(Api.get(Api.ROOT + "/audit/?size=500").getList("items.number"))
                .contains(1, 13);

        // when
        Arc.container().instance(PendingRequests.class).get().recordAbandoned();

        // then
        JsonPath check = Api.get(Api.ROOT + "/audit/verify/");
        assertThat(check.getBoolean("whole")).isTrue();
        assertThat(check.getLong("head_number")).isGreaterThan(13);
        assertThat(Api.get(Api.ROOT + "/audit/?action=POST configurations/execute&size=500")
                        .getString("items.find { it.outcome == 'FAILED' }.subject"))
                .isEqualTo("nightly");
    }

    @Test
    void storedEventsAreSentAndScheduledDeletionsExecuted() {
        // when
        Api.admin().post(Api.ROOT + "/system/apply_retention/").then().statusCode(200);

        // then
        assertThat(Messages.nextText("edms.backup.events", text -> text.contains("edms-nightly-gone.tar.zst")))
                .contains("older than 30 days");
        assertThat(Messages.nextText("edms.restore.requests", text -> text.contains(OPEN_RESTORE)))
                .isNotNull();
    }
}
