package org.edms.backup.cli.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A scripted service, which can also misbehave. */
public final class FakeService implements AutoCloseable {

    private static final String ROOT = "/api/v1/backup/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** One scripted response. The last one for a path repeats. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** A request that the service received. */
    public record Asked(String method, String path, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }

    public FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public FakeService on(String method, String path, Answer... given) {
        answers.put(method + " " + ROOT + path, new ArrayDeque<>(List.of(given)));
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (InputStream body = exchange.getRequestBody()) {
            String text = new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
            String path = exchange.getRequestURI().toString();
            asked.add(new Asked(
                    exchange.getRequestMethod(), path.substring(ROOT.length()), exchange.getRequestHeaders(), text));
            Deque<Answer> left = answers.get(exchange.getRequestMethod() + " " + path);
            if (left == null) {
                status(404, "").to(exchange);
                return;
            }
            Answer next = left.size() > 1 ? left.poll() : left.peek();
            next.to(exchange);
        } finally {
            exchange.close();
        }
    }

    public List<Asked> asked(String path) {
        return asked.stream().filter(each -> each.path().equals(path)).toList();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A client with short timeouts. */
    ServiceClient client(Token token) {
        RetryPolicy retryPolicy = new RetryPolicy(
                Duration.ofSeconds(5),
                Duration.ofMillis(700),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMillis(20));
        return new ServiceClient(ServiceClient.base(url()), token, HttpClient.newHttpClient(), retryPolicy);
    }

    public static Answer json(String text) {
        return status(200, text);
    }

    public static Answer status(int status, String text) {
        return exchange -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public static Answer problem(int status, String code, String detail) {
        return status(status, """
                {"type": "urn:edms-backup:error:x", "title": "title", "status": %d, "detail": "%s", "code": "%s"}
                """.formatted(status, detail, code));
    }

    /** Closes the connection without a response. */
    public static Answer cut() {
        return HttpExchange::close;
    }

    /** Closes the connection before the last bytes. */
    public static Answer cutAfter(int status, Map<String, String> headers, byte[] bytes, int sent) {
        return exchange -> {
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes, 0, sent);
            exchange.getResponseBody().flush();
        };
    }

    /** Server-sent events; then the stream ends. */
    public static Answer events(String... lines) {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            for (String line : lines) {
                exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        };
    }

    /** A stream without any event. */
    public static Answer silence() {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
