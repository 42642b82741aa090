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

/** Signs of life of an exchange: however long it takes, it is given up only when it shows none for a while. */
final class Signs {

    private static final long LOOK_MILLIS = 250;

    private final Duration silence;
    private volatile long last;

    Signs(Duration silence) {
        this.silence = silence;
        seen();
    }

    void seen() {
        last = System.nanoTime();
    }

    /** Waits as long as there are signs. Who is interrupted ends the exchange. */
    <T> T await(CompletableFuture<T> exchange) throws IOException {
        seen();
        while (true) {
            try {
                return exchange.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - last > silence.toNanos()) {
                    exchange.cancel(true);
                    throw withCause(new HttpTimeoutException("no sign of life for " + silence.toSeconds() + " s"), e);
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
