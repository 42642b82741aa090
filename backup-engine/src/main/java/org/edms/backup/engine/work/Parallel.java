package org.edms.backup.engine.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.edms.backup.model.error.BackupException;

/** Runs work on threads of its own and ends when the last has ended, or when the first has failed. */
public final class Parallel {

    private Parallel() {}

    public static void run(String name, List<Callable<Void>> work) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(work.size(), task -> new Thread(task, name));
        try {
            CompletionService<Void> completion = new ExecutorCompletionService<>(threads);
            List<Future<Void>> started = new ArrayList<>();
            work.forEach(task -> started.add(completion.submit(task)));
            for (int i = 0; i < started.size(); i++) {
                await(completion.take());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            threads.shutdownNow();
        }
    }

    public static <T> T await(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BackupException failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException failure = new InterruptedIOException("interrupted");
        failure.initCause(cause);
        return failure;
    }
}
