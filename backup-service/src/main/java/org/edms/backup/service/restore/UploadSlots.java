package org.edms.backup.service.restore;

import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;

/**
 * Limits concurrent uploads. A stalled upload occupies a worker thread until it times out; with the limit, most threads stay free
 * for other callers.
 */
@Singleton
class UploadSlots {

    static final int RETRY_AFTER_SECONDS = 10;

    private final UploadSettings settings;
    private final Semaphore free;

    UploadSlots(UploadSettings settings) {
        this.settings = settings;
        this.free = new Semaphore(Math.max(1, settings.concurrent()));
    }

    /** @return a slot, to be closed when the upload is received; empty if all are taken */
    Optional<Slot> acquire() {
        return free.tryAcquire() ? Optional.of(new Slot()) : Optional.empty();
    }

    Failure refusal() {
        return new Failure(
                ErrorCode.TOO_MANY_REQUESTS,
                "%d uploads are in progress (edms.upload.concurrent)".formatted(settings.concurrent()));
    }

    final class Slot implements AutoCloseable {

        private Slot() {}

        InputStream limited(InputStream body) {
            return new MinimumRateInputStream(body, settings.minimumRate().asLongValue(), System::nanoTime);
        }

        @Override
        public void close() {
            free.release();
        }
    }
}
