package org.edms.backup.service.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.edms.backup.model.error.BackupException;
import org.junit.jupiter.api.Test;

class MinimumRateInputStreamTest {

    private final AtomicLong time = new AtomicLong();

    @Test
    void anUploadBelowTheMinimumRateIsRefused() {
        MinimumRateInputStream input = input(1000, 1);

        assertThatThrownBy(() -> input.readNBytes(100))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("edms.upload.minimum-rate");
    }

    @Test
    void anUploadAtTheMinimumRateIsAccepted() throws IOException {
        assertThat(input(1, 1).readNBytes(100)).hasSize(100);
    }

    @Test
    void withoutAMinimumNoUploadIsTooSlow() throws IOException {
        assertThat(input(0, 100).readNBytes(100)).hasSize(100);
    }

    /** A byte each time, after so many seconds. */
    private MinimumRateInputStream input(long bytesPerSecond, long seconds) {
        return new MinimumRateInputStream(
                new ByteArrayInputStream(new byte[200]) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        time.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
                        return super.read(target, offset, Math.min(1, length));
                    }
                },
                bytesPerSecond,
                time::get);
    }
}
