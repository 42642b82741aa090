package org.edms.backup.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.edms.backup.model.Json;

/** The Grafana dashboard and the alerts in {@code deploy/monitoring}. */
record Dashboard(JsonNode json) {

    static final Path DIRECTORY =
            Path.of("..", "deploy", "monitoring").toAbsolutePath().normalize();
    static final Path ALERTS = DIRECTORY.resolve("alerts.yaml");

    static Dashboard read() throws IOException {
        return new Dashboard(
                Json.newMapper().readTree(DIRECTORY.resolve("dashboard.json").toFile()));
    }

    /** The panels with data, without the rows. */
    List<JsonNode> panels() {
        return elements(json.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    /** The PromQL expressions as a user sees them who selects all configurations and the last ten minutes. */
    List<String> expressions() {
        return panels().stream()
                .flatMap(panel -> elements(panel.path("targets")))
                .map(target -> target.path("expr")
                        .asText()
                        .replace("$configuration", ".*")
                        .replace("$__rate_interval", "10m"))
                .distinct()
                .toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
