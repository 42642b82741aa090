package org.edms.backup.scheduler.schedule;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.edms.backup.scheduler.testing.FakeBackupService;
import org.edms.backup.scheduler.testing.Samples;
import org.edms.backup.scheduler.testing.Suite;
import org.edms.backup.scheduler.testing.TestClock;
import org.edms.backup.testing.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class SchedulerResourceTest {

    private static final String ROOT = "/api/v1/scheduler";
    private static final String ORDER = "{\"configuration\": \"nightly\", \"reason\": \"before the update\"}";

    private final FakeBackupService fake = Suite.running().backupService();

    @Inject
    TestClock clock;

    @BeforeEach
    void reset() {
        Suite.running().reset();
        clock.set("2026-05-05T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/status/"})
    void theStatusShowsWhenEachConfigurationIsDue(String path) {
        // given
        var schedule = Samples.daily("x", "02:30").schedule();
        fake.has(
                Samples.daily("nightly", "02:30"),
                Samples.configuration("off", schedule, false, "2026-01-01T00:00:00Z"),
                Samples.configuration("new", schedule, true, "2026-05-05T11:00:00Z"),
                Samples.cron("broken", "every night"));

        // then
        as(Tokens.viewer())
                .get(ROOT + path)
                .then()
                .statusCode(200)
                .body("at", equalTo("2026-05-05T12:00:00Z"))
                .body("configurations", hasSize(4))
                .body("configurations[0].name", equalTo("nightly"))
                .body("configurations[0].latest_due", equalTo("2026-05-05T00:30:00Z"))
                .body("configurations[0].next_due", equalTo("2026-05-06T00:30:00Z"))
                .body("configurations[1].is_enabled", equalTo(false))
                .body("configurations[1].next_due", nullValue())
                .body("configurations[2].latest_due", nullValue())
                .body("configurations[3].problem", containsString("every night"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/trigger", "/trigger/"})
    void aTriggerIsPassedOnWithItsKey(String path) {
        // when
        as(Tokens.operator())
                .header("Idempotency-Key", "update-17")
                .body(ORDER)
                .post(ROOT + path)
                .then()
                .statusCode(202)
                .header("Location", containsString("/api/v1/backup/jobs/of-update-17/"));

        // then
        FakeBackupService.Call call = fake.calls("/execute/").get(0);
        assertThat(call.path()).isEqualTo("/api/v1/backup/configurations/nightly/execute/");
        assertThat(call.key()).isEqualTo("update-17");
        assertThat(call.body()).contains("before the update (asked for by otto)");
    }

    @Test
    void aProblemOfBackupServiceIsPassedOn() {
        // given
        fake.fail("/execute/", 404, """
                {"type": "urn:edms-backup:error:not-found", "title": "Not found", "status": 404,
                 "detail": "nightly", "code": "NOT_FOUND", "hint": "Check the name or id. edms-backup list shows what exists."}
                """);

        // then
        as(Tokens.operator())
                .body(ORDER)
                .post(ROOT + "/trigger/")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("NOT_FOUND"))
                .body("detail", equalTo("nightly"));
    }

    @Test
    void anUnreachableServiceIsAProblem() {
        // given
        fake.hangUp();

        // then
        as(Tokens.viewer())
                .get(ROOT + "/status/")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("SERVICE_UNREACHABLE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"configuration\": \" \"}", "[]", "no json"})
    void aRequestWithoutAConfigurationIsRejected(String order) {
        as(Tokens.operator())
                .body(order)
                .post(ROOT + "/trigger/")
                .then()
                .statusCode(400)
                .body("code", equalTo("WRONG_USAGE"));
        assertThat(fake.calls("/execute/")).isEmpty();
    }

    static Stream<Arguments> rights() {
        return Stream.of(
                Arguments.of("GET", "/status/", null, 401),
                Arguments.of("GET", "/status/", Tokens.expired(), 401),
                Arguments.of("GET", "/status/", Tokens.signedByAnother(), 401),
                Arguments.of("GET", "/status/", Tokens.of("nora", "other-group"), 403),
                Arguments.of("GET", "/status/", Tokens.viewer(), 200),
                Arguments.of("GET", "/status/", Tokens.operator(), 200),
                Arguments.of("GET", "/status/", Tokens.admin(), 200),
                Arguments.of("GET", "/incidents/", null, 401),
                Arguments.of("GET", "/incidents/", Tokens.of("nora", "other-group"), 403),
                Arguments.of("GET", "/incidents/", Tokens.viewer(), 200),
                Arguments.of("POST", "/trigger/", null, 401),
                Arguments.of("POST", "/trigger/", Tokens.expired(), 401),
                Arguments.of("POST", "/trigger/", Tokens.signedByAnother(), 401),
                Arguments.of("POST", "/trigger/", Tokens.viewer(), 403),
                Arguments.of("POST", "/trigger/", Tokens.operator(), 202),
                Arguments.of("POST", "/trigger/", Tokens.admin(), 202));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void rolesPermitOrDenyEachCall(String method, String path, String token, int status) {
        RequestSpecification request = token == null ? given() : given().auth().oauth2(token);
        request = method.equals("POST") ? request.contentType(ContentType.JSON).body(ORDER) : request;
        request.request(method, ROOT + path).then().statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/metrics", "/q/openapi", "/api/v1/scheduler", "/anything"})
    void onlyProbesNeedNoToken(String path) {
        given().get(path).then().statusCode(401);
    }

    @Test
    void probesAreOpenAndReadinessDependsOnBackupServiceWhereLivenessDoesNot() {
        given().get("/q/health/ready").then().statusCode(200);

        // when
        fake.hangUp();

        // then
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(503).body(containsString("backup-service answers"));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}
