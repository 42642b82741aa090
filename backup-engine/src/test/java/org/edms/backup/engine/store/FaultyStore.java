package org.edms.backup.engine.store;

import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** A store in which one call fails: the n-th of all calls to it and to its uploads. */
public final class FaultyStore implements PackageStore {

    /** The effect on the call. */
    public enum Fault {
        /** The call fails without any effect. */
        BEFORE,

        /** The call fails after it took effect, so the caller does not know that it did. */
        AFTER,

        /** The call fails after half of the bytes were written. */
        HALFWAY,

        /** The call takes longer than usual. */
        DELAY
    }

    private static final long DELAY_MILLIS = 20;

    private final PackageStore store;
    private final Fault fault;
    private final int failingCall;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param failingCall the number of the call that fails, starting at 1 */
    public FaultyStore(PackageStore store, Fault fault, int failingCall) {
        this.store = store;
        this.fault = fault;
        this.failingCall = failingCall;
    }

    /** Returns whether the number of calls was reached. */
    public boolean hasFailed() {
        return calls.get() >= failingCall;
    }

    @Override
    public List<StoredFile> list() {
        return call(store::list);
    }

    @Override
    public Upload begin(String name, boolean replace) {
        return call(() -> new FaultyUpload(store.begin(name, replace)), Upload::close);
    }

    @Override
    public Optional<String> recordedDigest(String name) {
        return call(() -> store.recordedDigest(name));
    }

    @Override
    public boolean isSealed(String name, String manifestSha256) {
        return call(() -> store.isSealed(name, manifestSha256));
    }

    @Override
    public SeekableByteChannel open(String name) {
        return call(() -> store.open(name));
    }

    @Override
    public void delete(String name) {
        run(() -> store.delete(name));
    }

    @Override
    public OptionalLong freeBytes() {
        return call(store::freeBytes);
    }

    @Override
    public List<String> removeLeftovers() {
        return call(store::removeLeftovers);
    }

    private void run(Runnable call) {
        call(() -> {
            call.run();
            return null;
        });
    }

    private <T> T call(Supplier<T> call) {
        return call(call, result -> {});
    }

    /** @param takeBack releases what the caller would have closed if the call had returned */
    private <T> T call(Supplier<T> call, Consumer<T> takeBack) {
        boolean failing = calls.incrementAndGet() == failingCall;
        if (failing && (fault == Fault.BEFORE || fault == Fault.HALFWAY)) {
            throw failure();
        }
        if (failing && fault == Fault.DELAY) {
            delay();
        }
        T result = call.get();
        if (failing && fault == Fault.AFTER) {
            takeBack.accept(result);
            throw failure();
        }
        return result;
    }

    private static void delay() {
        try {
            TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BackupException failure() {
        return new BackupException(ErrorCode.STORE_NOT_WRITABLE, "call " + failingCall + " fails on command");
    }

    private final class FaultyUpload extends Upload {

        private final Upload upload;

        FaultyUpload(Upload upload) {
            this.upload = upload;
        }

        @Override
        public String publish() {
            return call(upload::publish);
        }

        @Override
        public String sha256() {
            return call(upload::sha256);
        }

        @Override
        public void seal(String manifestSha256) {
            run(() -> upload.seal(manifestSha256));
        }

        @Override
        public SeekableByteChannel reopen() {
            return call(upload::reopen);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            if (fault == Fault.HALFWAY && calls.get() + 1 == failingCall) {
                upload.write(bytes, offset, count / 2);
            }
            run(() -> upload.write(bytes, offset, count));
        }

        /** Releases all resources even if closing fails, as a file does. */
        @Override
        public void close() {
            try (upload) {
                run(() -> {});
            }
        }
    }
}
