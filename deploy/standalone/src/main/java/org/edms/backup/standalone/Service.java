package org.edms.backup.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A service of the suite, as a process that ends with this one. */
final class Service implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final int MOST_ERRORS = 10;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();

    private final String name;
    private final int port;
    private final Path log;
    private final Process process;

    private Service(String name, int port, Path log, Process process) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /**
     * The program of a service.
     *
     * @param memory the maximum heap
     * @param shortLived use only the first compiler of the JVM, which halves the work of a start
     */
    record Program(String name, Path jar, String memory, boolean shortLived) {}

    /** @param environment the complete environment of the process */
    static Service start(Program program, int port, Path log, Map<String, String> environment) throws IOException {
        if (!Files.exists(program.jar())) {
            throw new ServerStartException(program.jar() + " is missing: the installation is incomplete");
        }
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + program.memory(),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.log.console.json.enabled=false"));
        if (program.shortLived()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-jar", program.jar().toString()));
        ProcessBuilder builder = new ProcessBuilder(ParentWatch.SERVICE.wrap(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Service(program.name(), port, log, builder.start());
    }

    String name() {
        return name;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The process id of the program, not of the shell beside it. */
    long pid() {
        return process.children()
                .filter(child -> child.info()
                        .command()
                        .equals(ProcessHandle.current().info().command()))
                .findFirst()
                .orElse(process.toHandle())
                .pid();
    }

    /** An answer counts only while the process is alive, because another program could answer on its port. */
    void awaitReady() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady() || !process.isAlive()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new ServerStartException(name + " did not become ready; see " + log + errors());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private String errors() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" ERROR "))
                .limit(MOST_ERRORS)
                .map(line -> "\n" + line)
                .collect(Collectors.joining());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns without waiting for the end. */
    void requestStop() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public void close() throws IOException {
        requestStop();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/q/health/ready"))
                    .timeout(ANSWER_LIMIT)
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
