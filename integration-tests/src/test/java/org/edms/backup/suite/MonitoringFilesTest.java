package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code deploy/monitoring}, without a running suite. */
class MonitoringFilesTest {

    private static final String DATA_SOURCE = "${datasource}";
    private static final int COLUMNS = 24;

    @ParameterizedTest
    @ValueSource(strings = {"check rules alerts.yaml", "test rules alerts-test.yaml alerts-days-test.yaml"})
    void promtoolAcceptsTheAlerts(String arguments) throws IOException, InterruptedException {
        assumeThat(PrometheusServer.isInstalled())
                .as("prometheus is not installed")
                .isTrue();
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments.split(" ")));

        Process process = new ProcessBuilder(command)
                .directory(Dashboard.DIRECTORY.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void eachAlertHasATestAndARunbook() throws IOException {
        // given
        String alerts = Files.readString(Dashboard.ALERTS);
        List<String> names = matches(alerts, "alert: (\\w+)");
        List<String> headings = Files.readAllLines(Path.of("..", "docs", "monitoring.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", ""))
                .toList();

        // then
        assertThat(matches(alerts, "runbook_url: docs/monitoring\\.md#(\\w+)"))
                .isEqualTo(names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(headings).containsAll(names);
        String tests = Files.readString(Dashboard.DIRECTORY.resolve("alerts-test.yaml"))
                + Files.readString(Dashboard.DIRECTORY.resolve("alerts-days-test.yaml"));
        assertThat(matches(tests, "alertname: (\\w+)")).containsAll(names);
    }

    /** Helm reads only files of the chart. */
    @Test
    void theChartHasTheSameAlerts() {
        assertThat(Path.of("..", "deploy", "helm", "edms-backup", "files", "alerts.yaml"))
                .hasSameTextualContentAs(Dashboard.ALERTS);
    }

    private static List<String> matches(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    @Test
    void metricsAreFoundInExpressions() {
        assertThat(PrometheusServer.metrics(
                        "max by (a_label) (edms_one{a_label=\"x_y\"}[1d]) > 1 unless on (a_label) edms_two"))
                .containsExactly("edms_one", "edms_two");
        assertThat(PrometheusServer.metrics("min(predict_linear(edms_three[2d], 7 * 86400)) < 0"))
                .containsExactly("edms_three");
    }

    @Test
    void theDashboardFitsEveryGrafana() throws IOException {
        JsonNode dashboard = Dashboard.read().json();

        assertThat(dashboard.path("uid").asText()).isEqualTo("edms-backup");
        assertThat(dashboard.path("id").isNull()).isTrue();
        assertThat(dashboard.findValues("datasource").stream()
                        .filter(source -> source.path("type").asText().equals("prometheus")))
                .isNotEmpty()
                .allMatch(source -> source.path("uid").asText().equals(DATA_SOURCE));
        assertThat(Dashboard.elements(dashboard.at("/templating/list"))
                        .map(variable -> variable.path("name").asText()))
                .containsExactly("datasource", "configuration");
    }

    @Test
    void eachPanelExplainsItselfAndHasAPlace() throws IOException {
        List<JsonNode> panels = Dashboard.read().panels();

        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo(DATA_SOURCE);
            assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
                    .isLessThanOrEqualTo(COLUMNS);
        });
        assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
        for (JsonNode one : panels) {
            assertThat(panels.stream().filter(other -> overlap(one, other)))
                    .as(one.path("title").asText())
                    .containsExactly(one);
        }
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return overlap(one, other, "x", "w") && overlap(one, other, "y", "h");
    }

    private static boolean overlap(JsonNode one, JsonNode other, String start, String size) {
        JsonNode a = one.path("gridPos");
        JsonNode b = other.path("gridPos");
        return a.path(start).asInt() < b.path(start).asInt() + b.path(size).asInt()
                && b.path(start).asInt() < a.path(start).asInt() + a.path(size).asInt();
    }
}
