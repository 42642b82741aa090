package org.edms.backup.cli.remote;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.edms.backup.engine.store.Upload;
import org.edms.backup.model.error.BackupException;

/** Writes a response body to a file. After {@link #stop} it discards what still arrives, which belongs to an aborted attempt. */
final class DownloadSubscriber implements BodySubscriber<byte[]> {

    private final Upload file;
    private final AtomicLong written;
    private final IdleTimeout idleTimeout;
    private final CompletableFuture<byte[]> end = new CompletableFuture<>();
    private long skip;
    private boolean stopped;
    private Flow.Subscription subscription;

    DownloadSubscriber(Upload file, AtomicLong written, IdleTimeout idleTimeout) {
        this.file = file;
        this.written = written;
        this.idleTimeout = idleTimeout;
    }

    DownloadSubscriber skipping(long bytes) {
        skip = bytes;
        return this;
    }

    synchronized void stop() {
        stopped = true;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        if (stopped) {
            subscription.cancel();
            return;
        }
        idleTimeout.reset();
        try {
            buffers.forEach(this::write);
            subscription.request(1);
        } catch (BackupException e) {
            subscription.cancel();
            end.completeExceptionally(e);
        }
    }

    private void write(ByteBuffer buffer) {
        int skipped = (int) Math.min(skip, buffer.remaining());
        skip -= skipped;
        buffer.position(buffer.position() + skipped);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        file.write(bytes, 0, bytes.length);
        written.addAndGet(bytes.length);
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(new byte[0]);
    }
}
