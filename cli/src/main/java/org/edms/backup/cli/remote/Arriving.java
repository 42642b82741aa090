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

/** Writes to a file what arrives, until it is told to stop: what comes after that belongs to nobody. */
final class Arriving implements BodySubscriber<byte[]> {

    private final Upload file;
    private final AtomicLong written;
    private final Signs signs;
    private final CompletableFuture<byte[]> end = new CompletableFuture<>();
    private long skip;
    private boolean stopped;
    private Flow.Subscription subscription;

    Arriving(Upload file, AtomicLong written, Signs signs) {
        this.file = file;
        this.written = written;
        this.signs = signs;
    }

    Arriving after(long bytes) {
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
        signs.seen();
        try {
            buffers.forEach(this::write);
            subscription.request(1);
        } catch (BackupException e) {
            subscription.cancel();
            end.completeExceptionally(e);
        }
    }

    private void write(ByteBuffer buffer) {
        int passed = (int) Math.min(skip, buffer.remaining());
        skip -= passed;
        buffer.position(buffer.position() + passed);
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
