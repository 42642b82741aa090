package org.edms.backup.suite;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edms.backup.model.Json;
import org.edms.backup.standalone.FreePort;

/** A Prometheus with the configuration of {@code deploy/monitoring}, which scrapes every second. */
final class PrometheusServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A metric, after labels, groupings and strings are removed: a name with an underscore that is not a function. */
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+_[a-z_]+\\b(?! *\\()");

    private static final Pattern NOT_METRICS =
            Pattern.compile("\\{[^}]*}|\\b(by|on|ignoring|without) *\\([^)]*\\)|\"[^\"]*\"");

    private final Process process;
    private final String url;

    private PrometheusServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static boolean isInstalled() {
        return Stream.of("prometheus", "promtool")
                .allMatch(program -> Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))));
    }

    /** @param ports the port of each service on this machine, by the port in the configuration */
    static PrometheusServer start(Path directory, Map<String, String> ports, Path token) throws IOException {
        String configuration = Files.readString(Dashboard.DIRECTORY.resolve("prometheus.yml"))
                .replace("30s", "1s")
                .replace("[alerts.yaml]", "[" + Dashboard.ALERTS + "]")
                .replace("credentials_file: token", "credentials_file: " + token);
        for (Map.Entry<String, String> port : ports.entrySet()) {
            configuration = configuration.replace("127.0.0.1:" + port.getKey(), "127.0.0.1:" + port.getValue());
        }
        Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
        String address = "127.0.0.1:" + FreePort.find();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + directory.resolve("prometheus"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, "http://" + address);
        await("each service is scraped")
                .atMost(START_LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> server.query("up == 1").size() == ports.size());
        return server;
    }

    /** The names of the metrics in an expression. */
    static List<String> metrics(String expression) {
        String bare = NOT_METRICS.matcher(expression).replaceAll("");
        return List.copyOf(new TreeSet<>(
                METRIC.matcher(bare).results().map(result -> result.group()).toList()));
    }

    /** The series that an expression returns. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    /** The loaded alerts, each with its expression and health. */
    List<JsonNode> alerts() throws IOException, InterruptedException {
        return Dashboard.elements(get("rules").path("groups"))
                .flatMap(group -> Dashboard.elements(group.path("rules")))
                .toList();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path)).build(), BodyHandlers.ofString());
        JsonNode body = Json.newMapper().readTree(response.body());
        if (!body.path("status").asText().equals("success")) {
            throw new AssertionError(path + ": " + response.body());
        }
        return body.path("data");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
