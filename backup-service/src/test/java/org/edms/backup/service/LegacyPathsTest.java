package org.edms.backup.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.edms.backup.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Scripts that were written for the earlier system call these paths. */
@QuarkusTest
@QuarkusTestResource(Suite.class)
class LegacyPathsTest {

    @Test
    void runNowStartsABackup() {
        String name = Api.configuration("DATABASE");
        for (String path : List.of(
                "/api/v1/backup/configurations/%s/run-now/",
                "/api/v1/backup/configurations/%s/run_now",
                "/api/backup/configurations/%s/run-now/",
                "/backup/api/configurations/%s/run-now/",
                "/api/v1/backup/api/configurations/%s/execute/")) {
            // when
            Response started = Api.admin().post(path.formatted(name));

            // then
            assertThat(started.statusCode()).as(path).isEqualTo(202);
            assertThat(started.header("Location")).contains("/api/v1/backup/jobs/");
        }
    }

    @Test
    void eachLegacyPathOfARestoreStartsOne() {
        // given
        String job = Api.backup().getString("id");
        Map<String, String> bodies = Map.of(
                "jobs/" + job + "/restore/",
                "{\"options\": {\"dry_run\": true}}",
                "restores/",
                "{\"backup_job\": \"%s\", \"options\": {\"dry_run\": true}}".formatted(job),
                "system/restore/",
                "{\"backup_job_id\": \"%s\", \"options\": {\"dry_run\": true}}".formatted(job),
                "api/restores/restore_from_backup/",
                "{\"backup_job_id\": \"%s\", \"options\": {\"dry_run\": true}}".formatted(job));
        bodies.forEach((path, body) -> {
            // when
            Response asked = Api.admin().body(body).post(Api.ROOT + "/" + path);

            // then
            assertThat(asked.statusCode()).as("%s: %s", path, asked.asString()).isEqualTo(202);
            assertThat(asked.jsonPath().getBoolean("request.options.dry_run")).isTrue();
        });
    }

    @Test
    void legacyPathsAcceptUploads() {
        for (String path : List.of("restores/", "system/restore/", "restores/restore/")) {
            Response refused = given().auth()
                    .oauth2(Tokens.admin())
                    .multiPart("file", "a.zip", "no package".getBytes(StandardCharsets.US_ASCII))
                    .post(Api.ROOT + "/" + path);

            assertThat(refused.jsonPath().getString("code")).as(path).isEqualTo("PACKAGE_FORMAT_UNKNOWN");
        }
    }

    @Test
    void legacyPathsRequireTheSameRoles() {
        assertThat(Api.as(Tokens.viewer())
                        .post("/backup/api/configurations/x/run-now/")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Api.as(Tokens.operator())
                        .body("{}")
                        .post(Api.ROOT + "/restores/")
                        .statusCode())
                .isEqualTo(403);
        assertThat(given().post("/backup/api/restores/").statusCode()).isEqualTo(401);
    }

    @Test
    void theListOfRestoresIsNotRewritten() {
        JsonPath list = Api.get(Api.ROOT + "/restores/");

        assertThat(list.getList("items")).isNotNull();
    }
}
