package org.edms.backup.scheduler.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.edms.backup.testing.Tokens;

/** Publishes the keys of those who give out tokens. */
final class FakeIssuer implements AutoCloseable {

    private final HttpServer server;

    private FakeIssuer(HttpServer server) {
        this.server = server;
    }

    static FakeIssuer start() {
        try {
            FakeIssuer fake =
                    new FakeIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            fake.server.createContext("/keys", FakeIssuer::publish);
            fake.server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String keys() {
        return "http://127.0.0.1:%d/keys".formatted(server.getAddress().getPort());
    }

    private static void publish(HttpExchange exchange) throws IOException {
        byte[] keys = Tokens.publicKeys().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, keys.length);
        exchange.getResponseBody().write(keys);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
