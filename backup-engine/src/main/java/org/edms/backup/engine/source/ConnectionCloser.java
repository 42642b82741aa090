package org.edms.backup.engine.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/**
 * Closes connections that other threads may be reading from. If a socket is closed in the middle of a statement, the server logs
 * an error. Therefore the statement is cancelled and its transaction is ended first, if the server responds.
 */
final class ConnectionCloser {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection connection;
    private final CountDownLatch ended = new CountDownLatch(1);

    private ConnectionCloser(Connection connection) {
        this.connection = connection;
    }

    /** Returns after all connections are closed, even if the server does not respond. An interrupt is left for the caller. */
    static void close(List<Connection> connections) {
        List<ConnectionCloser> all =
                connections.stream().map(ConnectionCloser::new).toList();
        all.forEach(ConnectionCloser::start);
        long start = System.nanoTime();
        all.forEach(each -> each.await(start));
    }

    private void start() {
        Thread thread = new Thread(this::end, "disconnect");
        thread.setDaemon(true);
        thread.start();
    }

    /** The rollback waits until the reading thread has received the cancellation of its statement. */
    private void end() {
        try (connection) {
            if (!connection.isClosed()) {
                connection.unwrap(PGConnection.class).cancelQuery();
                connection.rollback();
            }
        } catch (SQLException e) {
            // The server is unreachable, so the connection is already closed.
            return;
        } finally {
            ended.countDown();
        }
    }

    private void await(long start) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    long left = PATIENCE.toNanos() - (System.nanoTime() - start);
                    if (!ended.await(left, TimeUnit.NANOSECONDS)) {
                        connection.abort(Runnable::run);
                    }
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Closing a socket does not fail", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
