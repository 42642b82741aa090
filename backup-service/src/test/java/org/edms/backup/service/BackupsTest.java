package org.edms.backup.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class BackupsTest {

    private static final String ROOT = "/api/v1/backup";

    @Test
    void aConfigurationIsExecutedAndItsPackageDownloaded() throws InterruptedException {
        // given
        String name = "nightly-" + UUID.randomUUID();
        given().auth()
                .oauth2(Tokens.admin())
                .contentType(ContentType.JSON)
                .body("""
                      {"name": "%s", "backup_type": "FULL", "frequency": "DAILY", "compression_enabled": true,
                       "encryption_enabled": false, "is_enabled": true}
                      """.formatted(name))
                .post(ROOT + "/configurations/")
                .then()
                .statusCode(201);

        // when
        Response accepted = given().auth()
                .oauth2(Tokens.operator())
                .header("Idempotency-Key", name)
                .post(ROOT + "/configurations/" + name + "/execute/");

        // then
        accepted.then().statusCode(202);
        String job = ended(accepted.header("Location"));
        assertThat(job).contains("\"status\":\"COMPLETED");
    }

    private static String ended(String location) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            String body = given().auth().oauth2(Tokens.viewer()).get(location).asString();
            if (!body.contains("\"status\":\"PENDING")
                    && !body.contains("\"status\":\"RUNNING")
                    && !body.contains("\"status\":\"VERIFYING")) {
                return body;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("not ended");
    }
}
