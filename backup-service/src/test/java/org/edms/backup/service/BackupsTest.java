package org.edms.backup.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.edms.backup.testing.CapturedLog;
import org.edms.backup.testing.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class BackupsTest {

    @Test
    void aBackupOfAConfigurationCanBeDownloadedWholeAndInParts() throws Exception {
        // given
        JsonPath job = Api.backup();
        String download = Api.ROOT + "/jobs/" + job.getString("id") + "/download/";
        int bytes = job.getInt("backup_package.bytes");

        // when
        Response whole = Api.admin().get(download);
        Response end = Api.admin().header("Range", "bytes=100-").get(download);
        Response other = Api.admin()
                .header("Range", "bytes=100-")
                .header("If-Range", "\"of another\"")
                .get(download);

        // then
        byte[] content = whole.asByteArray();
        assertThat(content).hasSize(bytes);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                .isEqualTo(job.getString("backup_package.sha256"));
        assertThat(whole.header("ETag")).isEqualTo('"' + job.getString("backup_package.sha256") + '"');
        assertThat(end.statusCode()).isEqualTo(206);
        assertThat(end.header("Content-Range")).isEqualTo("bytes 100-%d/%d".formatted(bytes - 1, bytes));
        assertThat(end.asByteArray()).hasSize(bytes - 100);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(Api.admin()
                        .header("Range", "bytes=" + bytes + "-")
                        .get(download)
                        .statusCode())
                .isEqualTo(416);
    }

    @Test
    void aRepeatedRequestWithItsKeyIsExecutedOnce() {
        // given
        String execute = Api.ROOT + "/configurations/" + Api.configuration("DATABASE") + "/execute";
        String key = UUID.randomUUID().toString();

        // when
        Response first = Api.admin().header("Idempotency-Key", key).post(execute);
        Response second = Api.admin().header("Idempotency-Key", key).post(execute);
        Response another = Api.admin()
                .header("Idempotency-Key", key)
                .body("{\"reason\": \"another\"}")
                .post(execute);

        // then
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(another.statusCode()).isEqualTo(422);
        assertThat(another.jsonPath().getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aJobIsFoundByTheEndOfItsId() {
        // given
        String id = Api.backup().getString("id");

        // when
        Response found = Api.admin().get(Api.ROOT + "/jobs/" + id.substring(24) + "/");
        Response several = Api.admin().get(Api.ROOT + "/jobs/" + id.substring(0, 4) + "/");
        Response none = Api.admin().get(Api.ROOT + "/jobs/nonsense/");

        // then
        assertThat(found.jsonPath().getString("id")).isEqualTo(id);
        assertThat(several.statusCode()).isIn(200, 400);
        assertThat(none.statusCode()).isEqualTo(404);
    }

    @Test
    void anIncrementalBackupBuildsOnTheFullOnesOfItsConfiguration() {
        // given
        String configuration = Api.configuration("FULL");
        String execute = Api.ROOT + "/configurations/" + configuration + "/execute/";
        JsonPath full = Api.ended(Api.execute(configuration));

        // when
        Response asked = Api.admin().body("{\"type\": \"INCREMENTAL\"}").post(execute);
        Response refused = Api.admin().body("{\"type\": \"EXPORT\"}").post(execute);

        // then
        JsonPath job = Api.ended(asked.header("Location"));
        JsonPath manifest = Api.get(Api.ROOT + "/jobs/" + job.getString("id") + "/manifest/");
        assertThat(job.getString("backup_type")).isEqualTo("INCREMENTAL");
        assertThat(manifest.getString("parent.id")).isEqualTo(full.getString("backup_package.id"));
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @Test
    void aRequestWithoutABodyAndContentTypeIsAccepted() {
        // given
        String execute = Api.ROOT + "/configurations/" + Api.configuration("DATABASE") + "/execute/";
        RequestSpecification call = given().auth().oauth2(Tokens.admin()).noContentType();

        // when
        Response executed = call.post(execute);
        Response exported = call.post(Api.ROOT + "/system/create_export_package/");

        // then
        assertThat(executed.statusCode()).isEqualTo(202);
        assertThat(exported.statusCode()).isEqualTo(202);
        assertThat(Api.admin()
                        .contentType("text/plain")
                        .body("now")
                        .post(execute)
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aFollowerReceivesAllEventsInOrderAndResumes() {
        // given
        String events = Api.ROOT + "/jobs/" + Api.backup().getString("id") + "/events/";

        // when
        String all = Api.admin().get(events).asString();

        // then
        List<String> types = types(all);
        assertThat(types).startsWith("edms.backup.started").endsWith("edms.backup.completed");
        String first =
                all.lines().filter(line -> line.startsWith("id:")).findFirst().orElseThrow();
        String rest = Api.admin()
                .header("Last-Event-ID", first.substring("id:".length()).strip())
                .get(events)
                .asString();
        assertThat(types(rest)).isEqualTo(types.subList(1, types.size()));
    }

    private static List<String> types(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JsonPath.from(line.substring("data:".length())).getString("type"))
                .toList();
    }

    @Test
    void aPackageIsVerifiedAndTestRestored() {
        // given
        String job = Api.ROOT + "/jobs/" + Api.backup().getString("id");

        for (String level : List.of("quick", "full", "restore")) {
            // when
            Response asked = Api.admin().post(job + "/verify/?level=" + level);

            // then
            assertThat(asked.statusCode()).isEqualTo(202);
            JsonPath looked = looked(asked.header("Location"));
            assertThat(looked.getString("failure")).isNull();
            assertThat(looked.getBoolean("result.whole")).as(level).isTrue();
        }
        assertThat(Api.get(job + "/verifications/").getList("level")).hasSize(3);
    }

    @Test
    void eachOutcomeIsOneLineInTheLog() throws Exception {
        try (CapturedLog log = new CapturedLog("org.edms.backup")) {
            // when
            String job = Api.backup().getString("id");
            looked(Api.admin()
                    .post(Api.ROOT + "/jobs/" + job + "/verify/?level=quick")
                    .header("Location"));
            String cancelled = cancelledBackup();

            // then
            assertThat(log.lines("Backup completed: job=" + job))
                    .singleElement()
                    .asString()
                    .matches("INFO .*package=\\S+ bytes=\\d+ rows=\\d+ files=\\d+ seconds=\\d+\\.\\d .*");
            assertThat(log.lines("Verification completed: "))
                    .singleElement()
                    .asString()
                    .matches(
                            "INFO .*job=" + job + " level=QUICK package=\\S+ bytes=\\d+ seconds=\\d+\\.\\d findings=0");
            assertThat(log.lines("job=" + cancelled))
                    .singleElement()
                    .asString()
                    .matches("INFO Backup cancelled: .* type=DATABASE seconds=\\d+\\.\\d by=\\S+");
            assertThat(log.lines("ERROR")).isEmpty();
            assertThat(log.traces()).isEmpty();
        }
    }

    /** Cancelled while it waits for a table that somebody else holds. */
    private static String cancelledBackup() throws Exception {
        try (Connection other = Suite.running().edms().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
            String location = Api.execute(Api.configuration("DATABASE"));
            Api.until(location, job -> job.getString("status").equals("RUNNING"));
            Api.admin().post(location + "cancel/");
            JsonPath ended = Api.ended(location);
            assertThat(ended.getString("status")).isEqualTo("CANCELLED");
            return ended.getString("id");
        }
    }

    private static JsonPath looked(String location) {
        return Api.until(location, job -> job.get("result") != null || job.get("failure") != null);
    }

    @Test
    void anExportHasAManifest() {
        // when
        Response asked =
                Api.admin().body("{\"include_users\": false}").post(Api.ROOT + "/system/create_export_package/");

        // then
        assertThat(asked.statusCode()).isEqualTo(202);
        JsonPath job = Api.ended(asked.header("Location"));
        assertThat(job.getString("backup_type")).isEqualTo("EXPORT");
        assertThat(job.getString("status")).startsWith("COMPLETED");
        JsonPath manifest = Api.get(asked.header("Location") + "manifest/");
        assertThat(manifest.getString("header.type")).isEqualTo("EXPORT");
        assertThat(manifest.getString("header.created_by")).isEqualTo("anna");
    }

    @Test
    void listsAreFilteredAndPagedNewestFirst() {
        // given
        String configuration = Api.configuration("DATABASE");
        String first = Api.ended(Api.execute(configuration)).getString("id");
        String second = Api.ended(Api.execute(configuration)).getString("id");

        // when
        Response page = Api.admin().get(Api.ROOT + "/jobs?size=1&configuration=" + configuration + "&type=database");

        // then
        assertThat(page.jsonPath().getList("items.id")).containsExactly(second);
        assertThat(page.jsonPath().getInt("total")).isEqualTo(2);
        assertThat(page.header("Link")).contains("rel=\"next\"").contains("page=1");
        assertThat(Api.get(Api.ROOT + "/jobs/?size=1&page=1&configuration=" + configuration)
                        .getList("items.id"))
                .containsExactly(first);
        assertThat(Api.get(Api.ROOT + "/jobs/?status=failed&configuration=" + configuration)
                        .getList("items"))
                .isEmpty();
        assertThat(Api.admin().get(Api.ROOT + "/jobs/?status=asleep").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anUnknownJobIsAProblemWithItsCode() {
        // when
        Response missing = Api.admin().get(Api.ROOT + "/jobs/" + UUID.randomUUID() + "/");

        // then
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.contentType()).startsWith("application/problem+json");
        assertThat(missing.jsonPath().getString("code")).isEqualTo("NOT_FOUND");
        assertThat(missing.jsonPath().getString("hint")).isNotBlank();
    }

    @Test
    void theFirstPackageOfAnIncrementalConfigurationIsFullAndTheNextBuildsOnIt() {
        // given
        String configuration = Api.configuration("INCREMENTAL");

        // when
        JsonPath first = Api.ended(Api.execute(configuration));
        JsonPath second = Api.ended(Api.execute(configuration));

        // then
        assertThat(manifestOf(first).getString("header.type")).isEqualTo("FULL");
        assertThat(manifestOf(second).getString("header.type")).isEqualTo("INCREMENTAL");
        assertThat(manifestOf(second).getString("parent.sha256")).isEqualTo(first.getString("backup_package.sha256"));
    }

    private static JsonPath manifestOf(JsonPath job) {
        return Api.get(Api.ROOT + "/jobs/" + job.getString("id") + "/manifest/");
    }

    @Test
    void aFinishedJobCannotBeCancelled() {
        // given
        String job = Api.ROOT + "/jobs/" + Api.backup().getString("id");

        // when
        Response cancelled = Api.admin().post(job + "/cancel/");

        // then
        assertThat(cancelled.statusCode()).isEqualTo(409);
        assertThat(cancelled.jsonPath().getString("code")).isEqualTo("ILLEGAL_STATE");
    }
}
