package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.edms.backup.suite.CommandLine.Result;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alerts, evaluated by a Prometheus that scrapes a suite after a backup, a test and a restore. */
@Tag("long")
@PostgresTest
class MonitoringIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final List<String> SERVICES = List.of("backup-service", "restore-worker", "scheduler-service");

    /** A metric that exists only after an incident: its alert is silent before. */
    private static final Set<String> AFTER_AN_INCIDENT = Set.of("edms_backup_alert_deliveries_total");

    /** Has a value only while free space shrinks. */
    private static final String TIME_UNTIL_FULL = "deriv(";

    @TempDir
    static Path directory;

    private static Path data;
    private static CommandLine shell;
    private static Map<String, String> ports;
    private static String token;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start(TestDatabase edms) throws Exception {
        assumeThat(PrometheusServer.isInstalled())
                .as("prometheus is not installed")
                .isTrue();
        data = directory.resolve("data");
        edms.execute("CREATE TABLE kept AS SELECT 'a word' AS word");
        Path files = Files.createDirectory(directory.resolve("files"));
        Files.writeString(files.resolve("one"), "a file");
        JsonNode up = succeeded(shell(Map.of())
                        .run(
                                "up",
                                "--detach",
                                "--json",
                                "--data",
                                data.toString(),
                                "--db",
                                edms.url(),
                                "--files",
                                "storage=" + files))
                .json();
        token = up.path("token").asText();
        shell = shell(Map.of("EDMS_BACKUP_URL", up.path("url").asText(), "EDMS_BACKUP_TOKEN", token));
        ports = readPorts();
        prometheus = PrometheusServer.start(
                directory,
                Map.of(
                        "8080",
                        ports.get(SERVICES.get(0)),
                        "8081",
                        ports.get(SERVICES.get(1)),
                        "8082",
                        ports.get(SERVICES.get(2))),
                data.resolve("keys/admin.token"));
        succeeded(shell.run("schedule", "--setup-defaults"));
        String scheduled =
                succeeded(shell.run("schedule", "--list-configs", "--json")).output();
        assertThat(scheduled).contains("daily-full");
        String created = succeeded(shell.run("create", "--config-name", "daily-full", "--json"))
                .json()
                .at("/stored/name")
                .asText();
        succeeded(shell.run("test-restore", created, "--test-type", "restore"));
        succeeded(shell.run("restore", created, "--dry-run"));
        succeeded(shell.run("restore", created, "--mode", "merge", "--force"));
    }

    private static Map<String, String> readPorts() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("ports.properties"))) {
            properties.load(reader);
        }
        Map<String, String> ports = new HashMap<>();
        SERVICES.forEach(service -> ports.put(service, properties.getProperty(service)));
        return ports;
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (prometheus != null) {
            prometheus.close();
        }
        if (data != null) {
            shell(Map.of()).run("down", "--data", data.toString());
        }
    }

    @Test
    void eachMetricOfTheDashboardAndTheAlertsIsServed() throws IOException, InterruptedException {
        // given
        List<String> expressions = new ArrayList<>(Dashboard.read().expressions());
        prometheus.alerts().forEach(alert -> expressions.add(alert.path("query").asText()));

        // then
        await().atMost(LIMIT).untilAsserted(() -> {
            String served = served();
            assertThat(expressions.stream()
                            .flatMap(expression -> PrometheusServer.metrics(expression).stream())
                            .distinct()
                            .filter(metric -> !AFTER_AN_INCIDENT.contains(metric))
                            .filter(metric ->
                                    !served.contains("\n" + metric + " ") && !served.contains("\n" + metric + "{")))
                    .isEmpty();
        });
    }

    @Test
    void eachExpressionOfTheDashboardReturnsData() throws IOException {
        List<String> expressions = Dashboard.read().expressions();

        await().atMost(LIMIT).untilAsserted(() -> {
            List<String> empty = new ArrayList<>();
            for (String expression : expressions) {
                if (prometheus.query(expression).isEmpty() && !expression.contains(TIME_UNTIL_FULL)) {
                    empty.add(expression);
                }
            }
            assertThat(empty).isEmpty();
        });
    }

    @Test
    void eachAlertIsEvaluatedAndNoneIsCritical() {
        await().atMost(LIMIT).untilAsserted(() -> {
            List<JsonNode> alerts = prometheus.alerts();
            assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
                assertThat(alert.path("health").asText()).as(alert.toString()).isEqualTo("ok");
                if (alert.at("/labels/severity").asText().equals("critical")) {
                    assertThat(alert.path("state").asText())
                            .as(alert.toString())
                            .isEqualTo("inactive");
                }
            });
        });
    }

    @Test
    void aConfigurationWithoutABackupIsPendingAndHasNoAge() throws IOException, InterruptedException {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(prometheus.query("ALERTS{alertname=\"EdmsBackupNeverSucceeded\"}"))
                        .extracting(series -> series.at("/metric/configuration").asText())
                        .contains("monthly-export")
                        .doesNotContain("daily-full"));
        assertThat(prometheus.query("edms_backup_last_success_timestamp_seconds{configuration=\"monthly-export\"}"))
                .isEmpty();
    }

    private static String served() throws IOException, InterruptedException {
        StringBuilder served = new StringBuilder();
        for (String service : SERVICES) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + ports.get(service) + "/q/metrics"))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/plain")
                    .build();
            served.append('\n')
                    .append(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body());
        }
        return served.toString();
    }

    private static Result succeeded(Result result) {
        assertThat(result.exitCode()).as(result.toString()).isIn(0, 3);
        return result;
    }

    private static CommandLine shell(Map<String, String> variables) {
        return CommandLine.ofWorkingCopy(variables, directory);
    }
}
