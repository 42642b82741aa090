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

/** Listens where Kafka ought to, and answers each question with something that is no answer to it. */
final class Nonsense implements AutoCloseable {

    /** Four bytes: the number of a question that nobody has asked. */
    private static final byte[] ANSWER = {0, 0, 0, 4, -1, -1, -1, -1};

    private final ServerSocket server;
    private final CountDownLatch untold = new CountDownLatch(10);

    private Nonsense(ServerSocket server) {
        this.server = server;
    }

    static Nonsense at(String address) throws IOException {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        Nonsense nonsense = new Nonsense(new ServerSocket(port, 0, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(nonsense::tell, "nonsense");
        thread.setDaemon(true);
        thread.start();
        return nonsense;
    }

    private void tell() {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                caller.setSoTimeout(1_000);
                DataInputStream question = new DataInputStream(caller.getInputStream());
                question.skipNBytes(question.readInt());
                caller.getOutputStream().write(ANSWER);
                untold.countDown();
            } catch (IOException e) {
                // Who hangs up hears nothing.
                continue;
            }
        }
    }

    /** Comes back when it has told several who asked. */
    void awaitTold() throws InterruptedException {
        assertThat(untold.await(60, TimeUnit.SECONDS)).isTrue();
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
