package org.edms.backup.service.restore;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Enforces a minimum rate of an upload, in windows of ten seconds. Time spent on writing does not count. */
final class MinimumRateInputStream extends FilterInputStream {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    private long waited;
    private long arrived;

    /** @param bytesPerSecond 0 for no minimum */
    MinimumRateInputStream(InputStream body, long bytesPerSecond, LongSupplier nanoTime) {
        super(body);
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? count : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long before = nanoTime.getAsLong();
        int count = super.read(target, offset, length);
        waited += nanoTime.getAsLong() - before;
        arrived += Math.max(0, count);
        if (count >= 0 && waited >= WINDOW.toNanos()) {
            check();
        }
        return count;
    }

    private void check() {
        if (arrived < bytesPerSecond * Duration.ofNanos(waited).toSeconds()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the upload is slower than %d bytes per second (edms.upload.minimum-rate)"
                            .formatted(bytesPerSecond));
        }
        waited = 0;
        arrived = 0;
    }
}
