package org.edms.backup.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Listens on the address of Kafka and answers each request with garbage. */
final class GarbageServer implements AutoCloseable {

    /** A response of four bytes with an unknown correlation id. */
    private static final byte[] ANSWER = {0, 0, 0, 4, -1, -1, -1, -1};

    private final ServerSocket server;
    private final CountDownLatch unanswered = new CountDownLatch(10);

    private GarbageServer(ServerSocket server) {
        this.server = server;
    }

    static GarbageServer at(String address) throws IOException {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        GarbageServer garbage = new GarbageServer(new ServerSocket(port, 0, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(garbage::answerAll, "garbage-server");
        thread.setDaemon(true);
        thread.start();
        return garbage;
    }

    private void answerAll() {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                caller.setSoTimeout(1_000);
                DataInputStream request = new DataInputStream(caller.getInputStream());
                request.skipNBytes(request.readInt());
                caller.getOutputStream().write(ANSWER);
                unanswered.countDown();
            } catch (IOException e) {
                // The client closed the connection.
                continue;
            }
        }
    }

    /** Waits until several requests have been answered. */
    void awaitAnswers() throws InterruptedException {
        assertThat(unanswered.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
