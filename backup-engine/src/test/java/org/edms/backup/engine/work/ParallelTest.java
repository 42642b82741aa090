package org.edms.backup.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ParallelTest {

    @Test
    void stoppedWorkHasNoLaterEffects() throws Exception {
        // given
        AtomicBoolean ended = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        threads.execute(() -> {
            begun.countDown();
            long until = System.nanoTime() + 200_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            ended.set(true);
        });
        begun.await();
        Thread.currentThread().interrupt();

        // when
        Parallel.stop(threads);

        // then
        assertThat(ended).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void uninterruptibleWorkRunsToItsEnd() throws IOException {
        // given
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread.currentThread().interrupt();

        // when
        Parallel.uninterrupted(
                "work", () -> interrupted.set(Thread.currentThread().isInterrupted()));

        // then
        assertThat(interrupted).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> Parallel.uninterrupted("work", () -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");
    }
}
