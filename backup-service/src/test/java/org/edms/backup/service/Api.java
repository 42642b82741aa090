package org.edms.backup.service;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.edms.backup.testing.Tokens;

/** The service as its callers see it. */
public final class Api {

    public static final String ROOT = "/api/v1/backup";

    private static final List<String> OPEN = List.of("PENDING", "PLANNING", "RUNNING", "VERIFYING");
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(25);

    private Api() {}

    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    public static RequestSpecification admin() {
        return as(Tokens.admin());
    }

    /** @return the name of a configuration that was made */
    public static String configuration(String type) {
        String name = type.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID();
        admin().body("""
                      {"name": "%s", "backup_type": "%s", "frequency": "DAILY", "compression_enabled": true,
                       "encryption_enabled": false, "is_enabled": true}
                      """.formatted(name, type))
                .post(ROOT + "/configurations/")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(201);
        return name;
    }

    /** @return where the job is */
    public static String execute(String configuration) {
        return admin().post(ROOT + "/configurations/" + configuration + "/execute/")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(202)
                .extract()
                .header("Location");
    }

    public static JsonPath get(String location) {
        return admin().get(location)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Waits until a job is over. */
    public static JsonPath ended(String location) {
        return until(location, job -> !OPEN.contains(job.getString("status")));
    }

    /** Waits until what is at the location meets a condition. */
    public static JsonPath until(String location, Predicate<JsonPath> condition) {
        return Awaitility.await(location)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> get(location), condition);
    }

    /** A full backup that is there. */
    public static JsonPath backup() {
        return ended(execute(configuration("FULL")));
    }
}
