package org.edms.backup.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.edms.backup.model.event.HealthChecked;
import org.edms.backup.model.health.CheckType;
import org.edms.backup.testing.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Suite.class)
class HealthTest {

    private static final String RUN = Api.ROOT + "/system/run_health_check/";

    @Test
    void allChecksAreRunStoredAndPublished() {
        // given
        Instant before = Instant.now();

        // when
        JsonPath results = Api.as(Tokens.operator())
                .post(RUN)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        // then
        assertThat(results.getList("check_type"))
                .isEqualTo(List.of("DATABASE", "STORAGE", "APPLICATION", "BACKUP_SYSTEM", "SECURITY"));
        assertThat(results.getString("find { it.check_type == 'DATABASE' }.status"))
                .as(results.prettify())
                .isEqualTo("HEALTHY");
        assertThat(results.getFloat("find { it.check_type == 'DATABASE' }.metrics.size_bytes"))
                .isPositive();
        assertThat(results.getFloat("find { it.check_type == 'STORAGE' }.metrics.probe_ms"))
                .isPositive();
        assertThat(results.getFloat("find { it.check_type == 'APPLICATION' }.metrics.kafka_up"))
                .isEqualTo(1.0f);
        assertThat(Api.get(Api.ROOT + "/health/latest_status/").getList("check_type"))
                .hasSize(5);
        assertThat(Api.get(Api.ROOT + "/health/?type=storage&since=" + before).getInt("total"))
                .isPositive();
        assertThat(Messages.next(
                        "edms.health.events",
                        event -> event.data() instanceof HealthChecked checked
                                && checked.check().checkType() == CheckType.SECURITY))
                .isNotNull();
    }

    @Test
    void aDamagedPackageIsReportedUntilItIsRepaired() throws Exception {
        // given
        JsonPath job = Api.backup();
        String name = job.getString("backup_package.name");
        Path file = Suite.running().store().resolve(name);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        lookAtItFirst(name);

        // when
        JsonPath damaged = storage();

        // then
        assertThat(damaged.getString("[0].status")).isEqualTo("CRITICAL");
        assertThat(damaged.getString("[0].message")).contains(name).contains("differs from its digest");

        // when
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        lookAtItFirst(name);

        // then
        assertThat(storage().getString("[0].message")).doesNotContain(name);
    }

    private static JsonPath storage() {
        return Api.admin()
                .post(RUN + "?type=STORAGE")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void lookAtItFirst(String name) {
        Suite.sql("delete from digest_sample where package_name = '%s'".formatted(name));
    }

    @Test
    void aConfigurationWithoutABackupInTimeIsOverdue() throws Exception {
        // given
        String name = "overdue-" + UUID.randomUUID();
        Api.admin()
                .body(
                        "{\"name\": \"%s\", \"backup_type\": \"DATABASE\", \"frequency\": \"HOURLY\", \"is_enabled\": true}"
                                .formatted(name))
                .post(Api.ROOT + "/configurations/");
        Suite.sql("""
                update configuration set body = body || '{"scheduled_since": "2026-01-01T00:00:00Z"}'
                where name = '%s'
                """.formatted(name));

        // then
        String of = "configurations.find { it.name == '" + name + "' }";
        JsonPath missed = Api.get(Api.ROOT + "/system/system_status/");
        assertThat(missed.getBoolean(of + ".overdue")).isTrue();
        assertThat(Instant.parse(missed.getString(of + ".next_due"))).isAfter(Instant.now());
        assertThat(missed.getString("status")).isEqualTo("CRITICAL");

        // when
        Api.ended(Api.execute(name));

        // then
        JsonPath made = Api.get(Api.ROOT + "/system/system_status/");
        assertThat(made.getBoolean(of + ".overdue")).isFalse();
        assertThat(made.getString(of + ".last_good")).isNotNull();
        assertThat(made.getLong("store_bytes_used")).isPositive();
        assertThat(made.getFloat("success_rate")).isPositive();
        metric("edms_backup_last_success_timestamp_seconds{configuration=\"" + name + "\"");
        metric("edms_backup_last_duration_seconds{configuration=\"" + name + "\"");
        metric("edms_backup_last_package_bytes{configuration=\"" + name + "\"");
        metric("edms_backup_expected_interval_seconds{configuration=\"" + name + "\"");
        metric("edms_backup_overdue{configuration=\"" + name + "\"");
        metric("edms_backup_store_bytes{state=\"used\"");
        metric("edms_backup_success_ratio");
    }

    @Test
    void countersOfOutcomesStartAtZero() {
        String metrics = Api.admin().accept("text/plain").get("/q/metrics").asString();

        assertThat(metrics)
                .contains("edms_backup_jobs_total{outcome=\"cancelled\",type=\"differential\"")
                .contains("edms_backup_restores_total{outcome=\"rolled_back\"");
    }

    private static void metric(String wanted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> Api.admin()
                        .accept("text/plain")
                        .get("/q/metrics")
                        .asString()
                        .contains(wanted));
    }

    @Test
    void eachProbeChecksItsDependencies() {
        assertThat(given().get("/q/health/live").jsonPath().getList("checks.name"))
                .isEqualTo(List.of("answers"));
        assertThat(given().get("/q/health/ready").jsonPath().getList("checks.name", String.class))
                .contains("service database", "package store", "Kafka");
        assertThat(given().get("/q/health/started").jsonPath().getString("status"))
                .isEqualTo("UP");
    }
}
