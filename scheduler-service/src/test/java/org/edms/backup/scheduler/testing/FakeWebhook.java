package org.edms.backup.scheduler.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edms.backup.model.event.Event;

/** A webhook that accepts or rejects alerts. */
public final class FakeWebhook implements AutoCloseable {

    private final HttpServer server;
    private final List<Event> taken = new CopyOnWriteArrayList<>();
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    private FakeWebhook(HttpServer server) {
        this.server = server;
    }

    static FakeWebhook start() {
        try {
            FakeWebhook fake =
                    new FakeWebhook(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            fake.server.createContext("/alerts", fake::take);
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
        taken.clear();
        secrets.clear();
        status = 204;
    }

    public void answer(int next) {
        status = next;
    }

    public List<Event> taken() {
        return List.copyOf(taken);
    }

    public List<String> secrets() {
        return List.copyOf(secrets);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        secrets.add(exchange.getRequestHeaders().getFirst("Authorization"));
        if (status == 204) {
            taken.add(Event.parse(body));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
