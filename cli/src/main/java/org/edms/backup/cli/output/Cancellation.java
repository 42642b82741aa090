package org.edms.backup.cli.output;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work that is interrupted with Ctrl-C, or by a signal, put away what it has begun before the process ends. */
public final class Cancellation {

    private static final int PATIENCE_SECONDS = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker = Thread.currentThread();
    private final Thread hook = new Thread(this::cancel, "cancel");

    /** What can be interrupted. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    private Cancellation() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Does the work in this thread. */
    public static <T> T around(Work<T> work) throws IOException {
        Cancellation cancellation = new Cancellation();
        try {
            return work.run();
        } finally {
            cancellation.end();
        }
    }

    private void cancel() {
        worker.interrupt();
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook has done its work.
            return;
        }
    }
}
