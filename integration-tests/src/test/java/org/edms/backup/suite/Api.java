package org.edms.backup.suite;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.edms.backup.model.Json;

/** A client of backup-service. */
final class Api {

    static final String ROOT = "/api/v1/backup/";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final ObjectMapper MAPPER = Json.newMapper();
    private static final Set<String> OPEN = Set.of("PENDING", "PLANNING", "RUNNING", "VERIFYING");
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private final URI base;
    private final String token;

    Api(ServiceProcess service, String token) {
        this.base = service.base();
        this.token = token;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(request(path).build());
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return json(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Uploads a package as a multipart form. */
    JsonNode upload(Path file, String options) throws IOException, InterruptedException {
        return upload(file.getFileName().toString(), () -> open(file), options);
    }

    JsonNode upload(String name, Supplier<InputStream> content, String options)
            throws IOException, InterruptedException {
        String boundary = "----part";
        String head = """
                --%1$s\r
                Content-Disposition: form-data; name="options"\r
                \r
                %2$s\r
                --%1$s\r
                Content-Disposition: form-data; name="confirm"\r
                \r
                true\r
                --%1$s\r
                Content-Disposition: form-data; name="file"; filename="%3$s"\r
                Content-Type: application/octet-stream\r
                \r
                """.formatted(boundary, options, name);
        Supplier<InputStream> body = () -> new SequenceInputStream(
                Collections.enumeration(List.of(bytes(head), content.get(), bytes("\r\n--" + boundary + "--\r\n"))));
        return json(request("restores/restore_from_file/")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofInputStream(body))
                .build());
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a job has ended, and returns it. */
    JsonNode awaitEnd(String path) {
        return await(path)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(path), job -> !OPEN.contains(job.path("status").asText()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(ROOT + path)).header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(request + ": " + answer.statusCode() + " " + answer.body());
        }
        return parse(answer.body());
    }

    private static JsonNode parse(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }
}
