package org.edms.backup.scheduler.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.edms.backup.model.Json;
import org.edms.backup.model.Page;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.status.SystemStatus;

/** Answers as backup-service does: a key that comes twice brings about nothing new. */
public final class FakeBackupService implements AutoCloseable {

    /** @param body as it came */
    public record Call(String method, String path, String query, String key, String token, String body) {}

    private record Failing(int status, String body) {}

    private final ObjectMapper mapper = Json.newMapper();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();
    private volatile boolean hangingUp;

    private volatile List<BackupConfiguration> configurations = List.of();
    private volatile SystemStatus status = Samples.well();
    private volatile List<HealthCheck> checks = List.of();
    private volatile List<BackupJob> jobs = List.of();
    private volatile List<RestoreJob> restores = List.of();

    private FakeBackupService(HttpServer server) {
        this.server = server;
    }

    static FakeBackupService start() {
        try {
            FakeBackupService fake = new FakeBackupService(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            fake.server.setExecutor(fake.threads);
            fake.server.createContext("/", fake::answer);
            fake.server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    void reset() {
        calls.clear();
        done.clear();
        failing.clear();
        hangingUp = false;
        has();
        is(Samples.well());
        checks = List.of();
        jobs = List.of();
        restores = List.of();
    }

    public void has(BackupConfiguration... these) {
        configurations = List.of(these);
    }

    public void is(SystemStatus now) {
        status = now;
    }

    public void checked(HealthCheck... these) {
        checks = List.of(these);
    }

    public void ran(BackupJob... these) {
        jobs = List.of(these);
    }

    public void restored(RestoreJob... these) {
        restores = List.of(these);
    }

    /** Answers like this whatever is asked of a path that contains {@code part}. */
    public void fail(String part, int status, String body) {
        failing.put(part, new Failing(status, body));
    }

    public void recover() {
        failing.clear();
        hangingUp = false;
    }

    /** Closes each connection without an answer. */
    public void hangUp() {
        hangingUp = true;
    }

    public List<Call> calls(String part) {
        return calls.stream().filter(call -> call.path().contains(part)).toList();
    }

    /** What was brought about: method-less paths with the key, each once. */
    public List<String> done() {
        return List.copyOf(done);
    }

    public List<String> keysOf(String part) {
        return calls(part).stream().map(Call::key).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getQuery(),
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        calls.add(call);
        if (hangingUp) {
            exchange.close();
            return;
        }
        for (Map.Entry<String, Failing> failure : failing.entrySet()) {
            if (call.path().contains(failure.getKey())) {
                send(exchange, failure.getValue().status(), failure.getValue().body());
                return;
            }
        }
        if (call.method().equals("POST")) {
            accept(call);
            exchange.getResponseHeaders().add("Location", "/api/v1/backup/jobs/of-" + call.key() + "/");
            send(exchange, 202, "{}");
            return;
        }
        send(exchange, 200, mapper.writeValueAsString(answer(call)));
    }

    private synchronized void accept(Call call) {
        String work = call.path() + " " + call.key();
        if (call.key() == null || !done.contains(work)) {
            done.add(work);
        }
    }

    private Object answer(Call call) {
        String path = call.path();
        if (path.endsWith("/configurations/")) {
            return page(configurations.stream(), call);
        }
        if (path.endsWith("/system_status/")) {
            return status;
        }
        if (path.endsWith("/latest_status/")) {
            return checks;
        }
        if (path.endsWith("/jobs/")) {
            return page(jobs.stream().filter(job -> job.status() == wanted(call)), call);
        }
        if (path.endsWith("/restores/")) {
            return page(restores.stream().filter(job -> job.status() == wanted(call)), call);
        }
        return Map.of();
    }

    private static JobStatus wanted(Call call) {
        return JobStatus.valueOf(parameter(call, "status"));
    }

    private static <T> Page<T> page(Stream<T> items, Call call) {
        int number = Integer.parseInt(parameter(call, "page"));
        int size = Integer.parseInt(parameter(call, "size"));
        List<T> all = items.toList();
        List<T> some = all.stream().skip((long) number * size).limit(size).toList();
        return new Page<>(some, number, size, all.size());
    }

    private static String parameter(Call call, String name) {
        return Stream.of(call.query().split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
