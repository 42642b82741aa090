package org.edms.backup.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.edms.backup.service.audit.PendingRequests;
import org.edms.backup.testing.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class AuditTest {

    private static final String AUDIT = Api.ROOT + "/audit/";

    @Test
    void changesAreAuditedWithCallerAndSubject() {
        // given
        String admin = "admin-" + UUID.randomUUID();
        String name = "audited-" + UUID.randomUUID();

        // when
        Response created = Api.as(Tokens.of(admin, "backup-admin"))
                .body("{\"name\": \"%s\", \"backup_type\": \"FULL\", \"frequency\": \"DAILY\"}".formatted(name))
                .post(Api.ROOT + "/configurations/");
        Api.as(Tokens.of(admin, "backup-admin")).post(Api.ROOT + "/configurations/" + name + "/disable/");

        // then
        JsonPath entries = Api.get(AUDIT + "?who=" + admin);
        assertThat(entries.getList("items.action"))
                .isEqualTo(List.of("POST configurations/disable", "POST configurations"));
        assertThat(entries.getList("items.subject"))
                .isEqualTo(List.of(name, created.jsonPath().getString("id")));
        assertThat(entries.getList("items.outcome")).isEqualTo(List.of("DONE", "DONE"));
        assertThat(entries.getList("items.detail")).isEqualTo(List.of("200", "201"));
        assertThat(entries.getString("items[0].from")).isNotBlank();
    }

    @Test
    void refusedRequestsAreAudited() {
        // given
        String viewer = "viewer-" + UUID.randomUUID();
        String admin = "admin-" + UUID.randomUUID();
        String path = Api.ROOT + "/configurations/no-" + viewer;

        // when
        Api.as(Tokens.of(viewer, "backup-viewer")).delete(path);
        Api.as(Tokens.of(admin, "backup-admin")).delete(path);
        given().delete(path + "-by-nobody");
        given().auth().oauth2(Tokens.expired()).delete(path + "-expired");

        // then
        assertThat(await(viewer).getList("items.detail")).isEqualTo(List.of("403"));
        assertThat(await(admin).getList("items.detail")).isEqualTo(List.of("404 NOT_FOUND"));
        List<Map<String, String>> nobodys =
                awaitSubjects(List.of("no-" + viewer + "-by-nobody", "no-" + viewer + "-expired"));
        assertThat(nobodys).extracting(entry -> entry.get("detail")).containsOnly("401");
        assertThat(nobodys).extracting(entry -> entry.get("outcome")).containsOnly("REFUSED");
    }

    private static JsonPath await(String who) {
        return Api.until(AUDIT + "?who=" + who, entries -> entries.getInt("total") > 0);
    }

    private static List<Map<String, String>> awaitSubjects(List<String> subjects) {
        return Api.until(
                        AUDIT + "?who=nobody&size=500",
                        entries -> entries.getList("items.subject").containsAll(subjects))
                .<Map<String, String>>getList("items")
                .stream()
                .filter(entry -> subjects.contains(entry.get("subject")))
                .toList();
    }

    @Test
    void readsAreNotAudited() {
        // given
        String reader = "reader-" + UUID.randomUUID();

        // when
        Api.as(Tokens.of(reader, "backup-viewer")).get(Api.ROOT + "/jobs/");

        // then
        assertThat(Api.get(AUDIT + "?who=" + reader).getInt("total")).isZero();
    }

    @Test
    void readsOfPackagesAndManifestsAreAuditedWithRangeAndSize() {
        // given
        JsonPath backup = Api.backup();
        String job = Api.ROOT + "/jobs/" + backup.getString("id");
        String reader = "reader-" + UUID.randomUUID();
        String token = Tokens.of(reader, "backup-admin");
        long size = backup.getLong("backup_package.bytes");

        // when
        Api.as(token).header("Range", "bytes=0-9").get(job + "/download/");
        Api.as(token).get(job + "/download/");
        Api.as(token).get(job + "/manifest/");

        // then
        JsonPath entries = Api.get(AUDIT + "?who=" + reader);
        assertThat(entries.getList("items.action"))
                .isEqualTo(List.of("GET jobs/manifest", "GET jobs/download", "GET jobs/download"));
        assertThat(entries.getList("items.subject")).containsOnly(backup.getString("id"));
        assertThat(entries.getString("items[0].detail")).contains("package=" + backup.getString("backup_package.name"));
        assertThat(entries.getString("items[1].detail")).contains("200", "range=0-" + (size - 1) + "/" + size);
        assertThat(entries.getString("items[2].detail")).contains("206", "range=0-9/" + size);
    }

    @Test
    void theEntryOfARestoreContainsItsOptions() {
        // given
        String admin = "admin-" + UUID.randomUUID();
        String job = Api.backup().getString("id");

        // when
        Api.as(Tokens.of(admin, "backup-admin"))
                .body("{\"backup_job\": \"%s\", \"options\": {\"dry_run\": true, \"skip_users\": true}}".formatted(job))
                .post(Api.ROOT + "/restores/restore_from_backup/");

        // then
        assertThat(Api.get(AUDIT + "?who=" + admin).getString("items[0].detail"))
                .contains("dry_run=true", "confirm=false", "\"skip_users\":true");
    }

    @Test
    void theTrailIsVerifiedDuringAnAppend() throws SQLException {
        // given: a change that has reached the end of the trail, and is not committed
        try (Connection connection = Suite.running().service().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update backup.audit_head set number = number");

            // when
            long start = System.nanoTime();
            JsonPath check = Api.get(AUDIT + "verify/");

            // then
            assertThat(check.getBoolean("whole")).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void controlCharactersAreEscapedInTheTrail() {
        // given
        String who = "eve-" + UUID.randomUUID();

        // when
        Api.as(Tokens.of(who + "\\nanna", "backup-admin")).post(Api.ROOT + "/system/apply_retention/?dry_run=true");

        // then
        assertThat(Api.get(AUDIT + "?size=20").getList("items.who")).contains(who + "\\nanna");
    }

    @Test
    void alteredAndRemovedEntriesAreNamed() {
        // given
        for (int i = 0; i < 5; i++) {
            Api.admin().post(Api.ROOT + "/system/apply_retention/?dry_run=true");
        }
        long head = Api.get(AUDIT + "verify/").getLong("head_number");
        assertThat(Api.get(AUDIT + "verify/").getBoolean("whole")).isTrue();
        Suite.sql("create table kept_entries as select * from audit_entry");
        Suite.sql("create table kept_head as select * from audit_head");
        try {
            // when, then
            damaged("update audit_entry set who = 'somebody else' where number = %d", head - 2, head - 2);
            damaged("update audit_entry set detail = null where number = %d", head - 1, head - 1);
            damaged("delete from audit_entry where number = %d", head - 2, head - 2);
            damaged("delete from audit_entry where number = %d", head, head);
            damaged("update audit_entry set number = number + 1 where number = %d", head, head);

            // and when the end is cut off together with the note of it
            Suite.sql("delete from audit_entry where number = " + head);
            Suite.sql("update audit_head set number = %d, hash = (select hash from audit_entry where number = %d)"
                    .formatted(head - 1, head - 1));
            JsonPath check = Api.get(AUDIT + "verify/");
            assertThat(check.getBoolean("whole")).isFalse();
            assertThat(check.getString("problem")).contains("cut off");
        } finally {
            restore();
            Suite.sql("drop table kept_entries");
            Suite.sql("drop table kept_head");
        }
        assertThat(Api.get(AUDIT + "verify/").getBoolean("whole")).isTrue();
    }

    private static void damaged(String damage, long number, long expected) {
        Suite.sql(damage.formatted(number));
        JsonPath check = Api.get(AUDIT + "verify/");
        assertThat(check.getBoolean("whole")).as(damage).isFalse();
        assertThat(check.getLong("first_broken")).as(damage).isEqualTo(expected);
        restore();
    }

    private static void restore() {
        Suite.sql("delete from audit_entry");
        Suite.sql("insert into audit_entry select * from kept_entries");
        Suite.sql("update audit_head set number = k.number, hash = k.hash from kept_head k");
    }

    @Test
    void aRequestThatCannotBeAuditedIsNotExecuted() {
        // given
        String name = "unwritten-" + UUID.randomUUID();
        Suite.sql("alter table audit_begun rename to audit_away");
        try {
            // when
            Response refused = Api.admin()
                    .body("{\"name\": \"%s\", \"backup_type\": \"FULL\", \"frequency\": \"DAILY\"}".formatted(name))
                    .post(Api.ROOT + "/configurations/");

            // then
            assertThat(refused.statusCode()).isEqualTo(503);
        } finally {
            Suite.sql("alter table audit_away rename to audit_begun");
        }
        assertThat(Api.admin().get(Api.ROOT + "/configurations/" + name).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anOutcomeThatCouldNotBeAuditedIsRecordedLater() {
        // given
        String admin = "admin-" + UUID.randomUUID();
        String name = "done-" + UUID.randomUUID();
        Suite.sql("alter table audit_head rename to head_away");
        try {
            // when
            Response answer = Api.as(Tokens.of(admin, "backup-admin"))
                    .body("{\"name\": \"%s\", \"backup_type\": \"FULL\", \"frequency\": \"DAILY\"}".formatted(name))
                    .post(Api.ROOT + "/configurations/");

            // then
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.jsonPath().getString("detail")).contains("may have been executed");
        } finally {
            Suite.sql("alter table head_away rename to audit_head");
        }
        assertThat(Api.admin().get(Api.ROOT + "/configurations/" + name).statusCode())
                .isEqualTo(200);
        Suite.sql("update audit_begun set at = at - interval '2 days' where who = '%s'".formatted(admin));
        Arc.container().instance(PendingRequests.class).get().recordAbandoned();
        JsonPath entries = Api.get(AUDIT + "?who=" + admin);
        assertThat(entries.getList("items.outcome")).isEqualTo(List.of("FAILED"));
        assertThat(entries.getString("items[0].detail")).contains("may have been executed");
    }

    @Test
    void requestsThroughKafkaAreAudited() throws Exception {
        // given
        String requester = "workflow-" + UUID.randomUUID();

        // when
        Messages.send("edms.backup.requests", "", """
                {"specversion": "1.0", "id": "%s", "source": "/edms/workflow", "type": "edms.backup.requested",
                 "datacontenttype": "application/json",
                 "data": {"backup_type": "DATABASE", "reason": "before a change", "requester": "%s"}}
                """.formatted(UUID.randomUUID(), requester));

        // then
        JsonPath entries = await(requester);
        assertThat(entries.getString("items[0].action")).isEqualTo("KAFKA edms.backup.requests");
        assertThat(entries.getString("items[0].from")).isEqualTo("/edms/workflow");
        String job = Api.ROOT + "/jobs/" + entries.getString("items[0].subject");
        assertThat(Api.ended(job).getString("requested_by")).isEqualTo(requester);
    }
}
