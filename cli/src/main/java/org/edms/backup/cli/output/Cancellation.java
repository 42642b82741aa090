package org.edms.backup.cli.output;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Interrupts work on Ctrl-C or a signal, and lets it clean up before the process ends. */
public final class Cancellation {

    private static final int CLEANUP_TIMEOUT_SECONDS = 20;
    private static final ThreadLocal<Boolean> RUNNING = ThreadLocal.withInitial(() -> false);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker = Thread.currentThread();
    private final Thread hook = new Thread(this::cancel, "cancel");

    /** Work that can be interrupted. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    private Cancellation() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Runs the work in this thread. Work within other work is interrupted with it. */
    public static <T> T run(Work<T> work) throws IOException {
        if (RUNNING.get()) {
            return work.run();
        }
        Cancellation cancellation = new Cancellation();
        RUNNING.set(true);
        try {
            return work.run();
        } finally {
            RUNNING.remove();
            cancellation.end();
        }
    }

    private void cancel() {
        worker.interrupt();
        try {
            ended.await(CLEANUP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has already run.
            return;
        }
    }
}
