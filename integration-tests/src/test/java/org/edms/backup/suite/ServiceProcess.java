package org.edms.backup.suite;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.edms.backup.standalone.FreePort;

/** A service, started from its build in a separate process. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final URI base;
    private final Path log;

    private ServiceProcess(Process process, URI base, Path log) {
        this.process = process;
        this.base = base;
        this.log = log;
    }

    /** @param settings the complete environment of the process */
    static ServiceProcess start(String module, String name, Map<String, String> settings, String... javaOptions)
            throws IOException {
        int port = FreePort.find();
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(javaOptions));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.log.console.json.enabled=false");
        command.add("-jar");
        command.add(Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar")
                .toString());
        Path log = Path.of("target", name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(settings);
        return new ServiceProcess(builder.start(), URI.create("http://127.0.0.1:" + port), log);
    }

    URI base() {
        return base;
    }

    ServiceProcess awaitReady() {
        try {
            await("a ready service; its log is " + log)
                    .atMost(START_LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .failFast("The service ended; its log is " + log, () -> !process.isAlive())
                    .until(() -> answers("/q/health/ready"));
            return this;
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    void awaitLog(String line) {
        await(line)
                .atMost(START_LIMIT)
                .pollInterval(POLL_INTERVAL)
                .until(() -> Files.readString(log).contains(line));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String token, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** Stops it with a signal, as Kubernetes does, and returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(45, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** Waits until it ends by itself, and returns its exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The service did not end");
        }
        return process.exitValue();
    }

    /** Kills it, as the kernel does when memory runs out. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean answers(String path) throws IOException, InterruptedException {
        try {
            return get(path).statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }
}
