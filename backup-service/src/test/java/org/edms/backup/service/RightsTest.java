package org.edms.backup.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.edms.backup.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Every path, asked by everybody. */
@QuarkusTest
@QuarkusTestResource(Suite.class)
class RightsTest {

    private static final String UNKNOWN = "00000000-0000-7000-8000-000000000000";
    private static final String MULTIPART = "multipart/form-data; boundary=x";
    private static final List<String> EVERYBODY = List.of("viewer", "operator", "admin");
    private static final List<String> OPERATORS = List.of("operator", "admin");
    private static final List<String> ADMINS = List.of("admin");

    /** @param status what those are answered who may */
    private record Row(String method, String path, List<String> who, int status, String body) {

        static Row of(String method, String path, List<String> who, int status) {
            return new Row(method, path, who, status, null);
        }
    }

    private static List<Row> table() {
        String job = "jobs/" + UNKNOWN + "/";
        String restore = "restores/" + UNKNOWN + "/";
        return List.of(
                Row.of("GET", "configurations/", EVERYBODY, 200),
                new Row("POST", "configurations/", ADMINS, 400, "{}"),
                Row.of("GET", "configurations/nobody/", EVERYBODY, 404),
                new Row("PUT", "configurations/nobody/", ADMINS, 400, "{}"),
                new Row("PATCH", "configurations/nobody/", ADMINS, 404, "{}"),
                Row.of("DELETE", "configurations/nobody/", ADMINS, 404),
                Row.of("POST", "configurations/nobody/execute/", OPERATORS, 404),
                Row.of("POST", "configurations/nobody/enable/", ADMINS, 404),
                Row.of("POST", "configurations/nobody/disable/", ADMINS, 404),
                Row.of("GET", "jobs/", EVERYBODY, 200),
                Row.of("GET", job, EVERYBODY, 404),
                Row.of("POST", job + "cancel/", OPERATORS, 404),
                new Row("POST", job + "restore/", ADMINS, 404, "{}"),
                Row.of("GET", job + "download/", ADMINS, 404),
                Row.of("HEAD", job + "download/", ADMINS, 404),
                Row.of("POST", job + "verify/?level=quick", OPERATORS, 404),
                Row.of("GET", job + "verifications/", EVERYBODY, 200),
                Row.of("GET", job + "manifest/", EVERYBODY, 404),
                Row.of("GET", job + "events/", EVERYBODY, 404),
                Row.of("POST", job + "pin/", ADMINS, 404),
                Row.of("POST", job + "unpin/", ADMINS, 404),
                new Row("POST", "system/create_export_package/", ADMINS, 400, "{"),
                Row.of("GET", "system/system_status/", EVERYBODY, 200),
                Row.of("POST", "system/run_health_check/?type=APPLICATION", OPERATORS, 200),
                Row.of("POST", "system/apply_retention/?dry_run=true", ADMINS, 200),
                new Row("POST", "restores/restore_from_file/", ADMINS, 400, MULTIPART),
                new Row("POST", "restores/restore/", ADMINS, 400, MULTIPART),
                new Row("POST", "restores/restore_from_backup/", ADMINS, 400, "{}"),
                Row.of("GET", "restores/", EVERYBODY, 200),
                Row.of("GET", restore, EVERYBODY, 404),
                Row.of("GET", restore + "report/", EVERYBODY, 404),
                Row.of("GET", restore + "events/", EVERYBODY, 404),
                Row.of("POST", restore + "cancel/", ADMINS, 404),
                Row.of("POST", restore + "undo/", ADMINS, 404),
                Row.of("GET", "health/latest_status/", EVERYBODY, 200),
                Row.of("GET", "health/", EVERYBODY, 200),
                Row.of("GET", "audit/", ADMINS, 200),
                Row.of("GET", "audit/verify/", ADMINS, 200));
    }

    private static Map<String, String> callers() {
        Map<String, String> callers = new LinkedHashMap<>();
        callers.put("viewer", Tokens.viewer());
        callers.put("operator", Tokens.operator());
        callers.put("admin", Tokens.admin());
        callers.put("somebody without a role", Tokens.of("nina", "other"));
        return callers;
    }

    private static Map<String, String> strangers() {
        Map<String, String> strangers = new LinkedHashMap<>();
        strangers.put("nobody", null);
        strangers.put("an expired token", Tokens.expired());
        strangers.put("a token signed by another key", Tokens.signedByAnother());
        strangers.put("a token without an end", Tokens.endless());
        strangers.put("a token for another application", Tokens.forAnotherApplication());
        strangers.put("a token for nobody", Tokens.forNobody());
        strangers.put("a token of another issuer", Tokens.ofAnotherIssuer());
        strangers.put("a token that has expired for longer than clocks may differ", Tokens.expiredFor(90));
        strangers.put("no token at all", "abc");
        return strangers;
    }

    @Test
    void eachRoleAllowsItsRequestsOnly() {
        SoftAssertions all = new SoftAssertions();
        for (Row row : table()) {
            for (Map.Entry<String, String> caller : callers().entrySet()) {
                int expected = row.who().contains(caller.getKey()) ? row.status() : 403;
                all.assertThat(ask(row, row.path(), caller.getValue()).statusCode())
                        .as("%s %s by %s", row.method(), row.path(), caller.getKey())
                        .isEqualTo(expected);
            }
        }
        all.assertAll();
    }

    @Test
    void requestsWithoutAValidTokenAreRefused() {
        SoftAssertions all = new SoftAssertions();
        for (Row row : table()) {
            for (Map.Entry<String, String> stranger : strangers().entrySet()) {
                all.assertThat(ask(row, row.path(), stranger.getValue()).statusCode())
                        .as("%s %s by %s", row.method(), row.path(), stranger.getKey())
                        .isEqualTo(401);
            }
        }
        all.assertAll();
    }

    @Test
    void clocksMayDifferByAMinute() {
        assertThat(Api.as(Tokens.expiredFor(20)).get(Api.ROOT + "/jobs/").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPathWithoutItsSlashIsTheSamePath() {
        SoftAssertions all = new SoftAssertions();
        for (Row row : table()) {
            String path = row.path().replace("/?", "?").replaceAll("/$", "");
            all.assertThat(ask(row, path, Tokens.admin()).statusCode())
                    .as("%s %s", row.method(), path)
                    .isEqualTo(row.status());
        }
        all.assertAll();
    }

    @Test
    void unknownPathsAreRefused() {
        for (String path :
                List.of("nowhere/", "%2e%2e/%2e%2e/q/metrics", "jobs//", "jobs/%2e%2e/audit/", "audit;x=1/")) {
            assertThat(given().urlEncodingEnabled(false)
                            .get(Api.ROOT + "/" + path)
                            .statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void onlyTheProbesAreOpen() {
        for (String probe : List.of("live", "ready", "started")) {
            assertThat(given().get("/q/health/" + probe).statusCode()).as(probe).isEqualTo(200);
        }
        for (String path : List.of("/q/metrics", "/q/openapi", "/q/health/group/x", "/")) {
            assertThat(given().get(path).statusCode()).as(path).isEqualTo(401);
        }
        for (String path : List.of("/q/metrics", "/q/openapi")) {
            assertThat(Api.as(Tokens.viewer()).get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void aRefusalIsAProblemDocument() {
        Response unknown = given().post(Api.ROOT + "/system/apply_retention/");
        Response expired = Api.as(Tokens.expired()).post(Api.ROOT + "/system/apply_retention/");
        Response viewer = Api.as(Tokens.viewer()).post(Api.ROOT + "/system/apply_retention/");

        assertThat(unknown.contentType()).startsWith("application/problem+json");
        assertThat(unknown.jsonPath().getString("code")).isEqualTo("NOT_AUTHENTICATED");
        assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(expired.jsonPath().getString("code")).isEqualTo("NOT_AUTHENTICATED");
        assertThat(viewer.contentType()).startsWith("application/problem+json");
        assertThat(viewer.jsonPath().getString("code")).isEqualTo("NOT_ALLOWED");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        // given
        String body = "{\"reason\": \"" + "x".repeat(2 << 20) + "\"}";

        // when
        Response refused = Api.admin().body(body).post(Api.ROOT + "/system/create_export_package/");

        // then
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("TOO_LARGE");
    }

    @Test
    void onlyTheCallerAboveTheRateLimitIsRefused() {
        // given: somebody of whom no other test hears
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + Api.ROOT + "/health/latest_status/"))
                .header("Authorization", "Bearer " + Tokens.of("hurry", "backup-viewer"))
                .build();
        HttpClient client = HttpClient.newHttpClient();

        // when
        List<HttpResponse<String>> answers = Stream.generate(
                        () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .limit(800)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // then
        List<HttpResponse<String>> refused =
                answers.stream().filter(answer -> answer.statusCode() == 429).toList();
        assertThat(refused).isNotEmpty();
        assertThat(refused.get(0).body()).contains("TOO_MANY_REQUESTS");
        assertThat(refused.get(0).headers().firstValue("Retry-After")).contains("1");
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSizeGreaterThanOrEqualTo(200);
        assertThat(Api.admin().get(Api.ROOT + "/health/latest_status/").statusCode())
                .isEqualTo(200);
    }

    @Test
    void browsersDoNotCacheResponses() {
        Response answer = Api.admin().get(Api.ROOT + "/jobs/");

        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    private static Response ask(Row row, String path, String token) {
        RequestSpecification request = given();
        if (token != null) {
            request.auth().oauth2(token);
        }
        if (MULTIPART.equals(row.body())) {
            request.contentType(MULTIPART).body("x".getBytes(StandardCharsets.US_ASCII));
        } else if (row.body() != null) {
            request.contentType(ContentType.JSON).body(row.body());
        } else {
            request.contentType(ContentType.JSON);
        }
        return request.request(row.method(), Api.ROOT + "/" + path);
    }
}
