package org.edms.backup.cli.remote;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.edms.backup.model.error.BackupException;

/** Aborts an exchange that makes no progress for some time, however long it takes overall. */
final class IdleTimeout {

    private static final long POLL_MILLIS = 250;

    private final Duration limit;
    private volatile long last;

    IdleTimeout(Duration limit) {
        this.limit = limit;
        reset();
    }

    void reset() {
        last = System.nanoTime();
    }

    /** Waits while there is progress. An interrupt aborts the exchange. */
    <T> T await(CompletableFuture<T> exchange) throws IOException {
        reset();
        while (true) {
            try {
                return exchange.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - last > limit.toNanos()) {
                    exchange.cancel(true);
                    throw withCause(new HttpTimeoutException("no data received for " + limit.toSeconds() + " s"), e);
                }
            } catch (InterruptedException e) {
                exchange.cancel(true);
                throw withCause(new InterruptedIOException("interrupted"), e);
            } catch (ExecutionException e) {
                throw unwrapped(e);
            }
        }
    }

    private static IOException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof BackupException known) {
            throw known;
        }
        return e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
    }

    private static IOException withCause(IOException failure, Exception cause) {
        failure.initCause(cause);
        return failure;
    }
}
