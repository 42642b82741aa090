package org.edms.backup.engine.restore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.edms.backup.testing.TestDatabase;

/** A proxy between a client and PostgreSQL that cuts the connection when a given statement is sent. */
final class CuttingProxy implements AutoCloseable {

    /** The point at which the connection is cut. */
    enum Cut {
        /** The server never sees the COMMIT. */
        BEFORE_COMMIT("COMMIT"),

        /** The server has answered the COMMIT, but the client never receives the answer. */
        AFTER_COMMIT("COMMIT"),

        /** The client has received the beginning of the first row. */
        IN_COPY("TO STDOUT");

        private final String statement;

        Cut(String statement) {
            this.statement = statement;
        }
    }

    private static final int BEGINNING = 20;

    private final ServerSocket listener;
    private final int serverPort;
    private final Cut cut;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean armed;
    private volatile boolean blocked;
    private volatile boolean hasCut;

    CuttingProxy(TestDatabase server, Cut cut) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = server.server().port();
        this.cut = cut;
        start(this::accept);
    }

    /**
     * Returns the URL of the database through this proxy. Prepared statements are off: a prepared COMMIT would not be
     * recognized.
     */
    String urlOf(TestDatabase database) {
        return database.url().replace(":" + serverPort + "/", ":" + listener.getLocalPort() + "/")
                + "&prepareThreshold=0";
    }

    boolean hasCut() {
        return hasCut;
    }

    /** The proxy cuts the connection at the next such statement. */
    void arm() {
        armed = true;
    }

    /** Rejects all connections after the cut. */
    void blockAfterwards() {
        blocked = true;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (blocked && hasCut) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                open.add(client);
                open.add(server);
                new Link(client, server).start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean muted;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() {
            CuttingProxy.start(this::forward);
            CuttingProxy.start(this::answer);
        }

        private void forward() {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream from = client.getInputStream();
                OutputStream to = server.getOutputStream();
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    if (armed && new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains(cut.statement)) {
                        armed = false;
                        hasCut = true;
                        if (cut == Cut.BEFORE_COMMIT) {
                            break;
                        }
                        muted = true;
                    }
                    to.write(buffer, 0, count);
                }
            } catch (IOException e) {
                // The thread for the other direction has closed the sockets.
            } finally {
                if (!muted) {
                    close();
                }
            }
        }

        private void answer() {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream from = server.getInputStream();
                OutputStream to = client.getOutputStream();
                for (int count = from.read(buffer); count >= 0 && !muted; count = from.read(buffer)) {
                    to.write(buffer, 0, count);
                }
                if (cut == Cut.IN_COPY) {
                    to.write(buffer, 0, BEGINNING);
                }
            } catch (IOException e) {
                // The thread for the other direction has closed the sockets.
            } finally {
                close();
            }
        }

        private void close() {
            CuttingProxy.close(client);
            CuttingProxy.close(server);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot close a socket", e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(CuttingProxy::close);
    }
}
