package org.edms.backup.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.edms.backup.testing.Tokens;
import org.jboss.logmanager.handlers.WriterHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request holds and the service does not know is refused by name, and nothing is done. */
@QuarkusTest
@QuarkusTestResource(Suite.class)
class StrictRequestsTest {

    private static final String UNKNOWN_ID = "00000000-0000-7000-8000-000000000000";
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    @Test
    void everyEndpointRefusesAnUnknownParameter() {
        SoftAssertions all = new SoftAssertions();
        endpoints((method, path, operation) -> {
            Response answer = call(method, path + "?no_such_parameter=1", operation, "{}");
            all.assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(400);
            all.assertThat(answer.asString()).as(method + " " + path).contains("no_such_parameter");
        });
        all.assertAll();
    }

    @Test
    void everyChangingEndpointRefusesAnUnknownField() {
        SoftAssertions all = new SoftAssertions();
        endpoints((method, path, operation) -> {
            if (method.equals("get")) {
                return;
            }
            String known =
                    path.replace(UNKNOWN_ID, path.contains("configurations") ? Api.configuration("FULL") : UNKNOWN_ID);
            Response answer = call(method, known, operation, "{\"no_such_field\": 1}");
            all.assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, answer.asString())
                    .isEqualTo(400);
        });
        all.assertAll();
    }

    private interface Endpoint {
        void visit(String method, String path, Map<String, Object> operation);
    }

    private static void endpoints(Endpoint endpoint) {
        Map<String, Map<String, Map<String, Object>>> paths =
                Api.get("/q/openapi?format=json").getMap("paths");
        assertThat(paths).hasSizeGreaterThan(25);
        paths.forEach((path, operations) -> METHODS.forEach(method -> {
            if (operations.get(method) != null) {
                endpoint.visit(method, path.replaceAll("\\{[^}]+}", UNKNOWN_ID), operations.get(method));
            }
        }));
    }

    private static Response call(String method, String path, Map<String, Object> operation, String body) {
        boolean isForm = String.valueOf(operation.get("requestBody")).contains("multipart");
        RequestSpecification request =
                isForm ? given().auth().oauth2(Tokens.admin()).multiPart("no_such_field", "1") : Api.admin();
        if (!isForm && !method.equals("get")) {
            request.body(body);
        }
        return request.request(method.toUpperCase(Locale.ROOT), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dry_run=1", "dry_run=yes", "dry_run=True", "dry-run=true", "dry_run=true&dry_run=false"})
    void aMisspelledDryRunDoesNotApplyRetention(String query) {
        Response answer = Api.admin().post(Api.ROOT + "/system/apply_retention/?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).contains("dry_run");
    }

    @Test
    void aBodyIsRefusedWhereNoneIsExpected() {
        Response answer = Api.admin().body("{\"dry_run\": true}").post(Api.ROOT + "/system/apply_retention/");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).contains("takes no body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs/?since=-999999999-01-01T00:00:00Z",
                "jobs/?until=%2B999999999-01-01T00:00:00Z",
                "jobs/?since=yesterday",
                "jobs/?status=%00",
                "jobs/?status=COMPLETE",
                "jobs/?type=5",
                "jobs/?size=many",
                "jobs/?page=-1",
                "jobs/?configuration=a%00b",
                "audit/?who=a%00b",
                "audit/?since=-999999999-01-01T00:00:00Z",
                "health/?type=DATABSE",
                "configurations/a%00b/",
                "configurations/a%0AFAKE/",
                "jobs/%00/",
                "restores/%00/report/"
            })
    void unreadableBodiesAreBadRequests(String path) {
        Response answer =
                given().urlEncodingEnabled(false).auth().oauth2(Tokens.admin()).get(Api.ROOT + "/" + path);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("WRONG_USAGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs/?since=yesterday",
                "jobs/?until=%2B999999999-01-01T00:00:00Z",
                "jobs/?status=COMPLETE",
                "jobs/?type=5",
                "restores/?status=DONE",
                "restores/?dry_run=1",
                "health/?type=DATABSE",
                "audit/?until=noon"
            })
    void anInvalidValueIsRefusedWithTheNameOfItsParameter(String path) {
        Response answer =
                given().urlEncodingEnabled(false).auth().oauth2(Tokens.admin()).get(Api.ROOT + "/" + path);

        String parameter = path.substring(path.indexOf('?') + 1, path.indexOf('='));
        assertThat(answer.jsonPath().getString("detail")).startsWith(parameter);
    }

    @Test
    void anUnknownConfigurationDoesNotListAllRestores() {
        Response answer = Api.admin().get(Api.ROOT + "/restores/?configuration=missing");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail")).contains("missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"backup_type\": 5 | 400 | backup_type",
                "\"backup_type\": \"FULLL\" | 400 | Did you mean \"FULL\"?",
                "\"frequency\": \"CRON\", \"cron\": \"bogus\" | 422 | bogus",
                "\"frequency\": \"CRON\", \"cron\": \"99 99 * * *\" | 422 | 99 99",
                "\"frequency\": \"CRON\", \"cron\": \"0 0 31 2 *\" | 422 | never due",
                "\"time_zone\": \"Europe/Atlantis\" | 400 | Atlantis",
                "\"retention_day\": 3 | 400 | Did you mean \"retention_days\"?",
                "\"storage_path\": \"uploads\" | 400 | reserved",
                "\"storage_path\": \"Reports/x\" | 400 | reserved",
                "\"storage_path\": \"/srv/x\" | 400 | absolute",
                "\"storage_path\": \"a/../../x\" | 400 | begin with a dot",
                "\"storage_path\": \".hidden\" | 400 | begin with a dot",
                "\"storage_path\": \"a\\nb\" | 400 | control characters",
                "\"storage_path\": \"a\\u0000b\" | 400 | ontrol characters",
                "\"name\": \"a\\nFAKE\" | 400 | control characters",
                "\"name\": \"a\\u202eb\" | 400 | control characters"
            })
    void anInvalidConfigurationIsRefusedWithTheNameOfTheField(String field, int status, String detail) {
        // given
        String fields = "{\"backup_type\": \"FULL\", \"frequency\": \"DAILY\", \"name\": \"x-%s\"}"
                .formatted(UUID.randomUUID());
        String name = field.substring(0, field.indexOf(':'));
        String body = Stream.of(fields.substring(1, fields.length() - 1).split(", ", -1))
                        .filter(each -> !field.contains(each.substring(0, each.indexOf(':')) + ":"))
                        .reduce("{" + field, (one, other) -> one + ", " + other)
                + "}";

        // when
        Response answer = Api.admin().body(body).post(Api.ROOT + "/configurations/");

        // then
        assertThat(answer.statusCode()).as("%s: %s", name, answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("detail")).contains(detail);
    }

    @Test
    void aPatchFollowsTheSameRules() {
        String path = Api.ROOT + "/configurations/" + Api.configuration("FULL") + "/";

        Response unknown = Api.admin().body("{\"enabled\": false}").patch(path);
        Response reserved = Api.admin().body("{\"storage_path\": \"uploads\"}").patch(path);

        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.jsonPath().getString("detail")).contains("Did you mean \"is_enabled\"?");
        assertThat(reserved.statusCode()).isEqualTo(400);
    }

    @Test
    void aStoragePathCreatesNoDirectory() {
        // given
        Path directory = Suite.running().store().resolve("never-" + UUID.randomUUID());
        String body =
                "{\"name\": \"%s\", \"backup_type\": \"FULL\", \"frequency\": \"DAILY\", \"storage_path\": \"%s\"}";

        // when
        Response created = Api.admin()
                .body(body.formatted(UUID.randomUUID(), directory.getFileName()))
                .post(Api.ROOT + "/configurations/");

        // then
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void aMisspelledDryRunDoesNotRestore() {
        Response answer = Api.admin()
                .body("{\"backup_job\": \"%s\", \"options\": {\"dryRun\": true}}".formatted(UNKNOWN_ID))
                .post(Api.ROOT + "/restores/restore_from_backup/");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).contains("Did you mean \"dry_run\"?");
    }

    @Test
    void logHandlersEscapeControlCharacters() {
        List<Handler> writers = Stream.of(Logger.getLogger("").getHandlers())
                .flatMap(StrictRequestsTest::withNested)
                .filter(WriterHandler.class::isInstance)
                .toList();

        // The test's own console is among them, and has another filter.
        assertThat(writers).anySatisfy(handler -> {
            LogRecord record = new LogRecord(Level.INFO, "a\nFAKE");
            handler.getFilter().isLoggable(record);
            assertThat(record.getMessage()).isEqualTo("a\\nFAKE");
        });
    }

    private static Stream<Handler> withNested(Handler handler) {
        return handler instanceof org.jboss.logmanager.ExtHandler outer
                ? Stream.concat(
                        Stream.of(handler), Stream.of(outer.getHandlers()).flatMap(StrictRequestsTest::withNested))
                : Stream.of(handler);
    }
}
