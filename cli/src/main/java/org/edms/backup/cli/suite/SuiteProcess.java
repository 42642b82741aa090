package org.edms.backup.cli.suite;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.edms.backup.cli.remote.LocalSuite;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;

/**
 * The launcher process of a suite. It is a program of its own, because Kafka and its dependencies would slow down every other
 * command. Unless it is detached, it ends when this process ends, for whatever reason.
 */
final class SuiteProcess implements AutoCloseable {

    private static final int STOP_SECONDS = 60;
    private static final int STOPPED_BY_SIGNAL = 128 + 15;

    private final LocalSuite suite;
    private final Process process;
    private final Path log;
    private final Thread stop = new Thread(this::stopOnSignal, "stop");
    private volatile boolean stopping;
    private volatile boolean needed;

    SuiteProcess(LocalSuite suite, Process process, Path log) {
        this.suite = suite;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(stop);
    }

    /** Shows the output of the launcher until the suite is ready. */
    LocalSuite.Ready awaitReady(PrintWriter output) throws IOException {
        int shown = 0;
        while (true) {
            boolean alive = process.isAlive();
            awaitShutdown();
            shown = show(shown, output);
            Optional<LocalSuite.Ready> ready = suite.ready().filter(suiteReady -> suiteReady.pid() == process.pid());
            if (ready.isPresent()) {
                return ready.get();
            }
            if (!alive) {
                throw new BackupException(
                        ErrorCode.SERVICE_UNREACHABLE, "the suite did not start; see the logs in " + suite.logs());
            }
            pause();
        }
    }

    private int show(int shown, PrintWriter output) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int end = all.length;
        while (end > shown && all[end - 1] != '\n') {
            end--;
        }
        output.print(new String(all, shown, end - shown, StandardCharsets.UTF_8));
        output.flush();
        return end;
    }

    /** Ends this process when the suite ends: its requests to the services would otherwise be retried for minutes. */
    void exitWithSuite() {
        needed = true;
        Thread watcher = new Thread(this::endWhenItEnds, "watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void endWhenItEnds() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (needed && !stopping) {
            System.err.printf("%nedms-backup: the suite ended unexpectedly; see the logs in %s%n", suite.logs());
            Runtime.getRuntime().halt(ExitCode.FAILED.number());
        }
    }

    /** Waits until the suite is stopped. It is a failure if the suite ends by itself. */
    void awaitEnd() throws IOException {
        needed = false;
        try {
            int code = process.waitFor();
            awaitShutdown();
            if (code != 0 && code != STOPPED_BY_SIGNAL) {
                throw new BackupException(
                        ErrorCode.SERVICE_UNREACHABLE, "the suite ended unexpectedly; see the logs in " + suite.logs());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Leaves the suite running when this process ends. */
    void detach() {
        Runtime.getRuntime().removeShutdownHook(stop);
    }

    @Override
    public void close() throws IOException {
        awaitShutdown();
        needed = false;
        stop();
    }

    /** Stops the suite on Ctrl-C. */
    private void stopOnSignal() {
        if (!process.isAlive()) {
            return;
        }
        stopping = true;
        System.err.printf("%nStopping the suite in %s ...%n", suite.data());
        stop();
        System.err.println(process.isAlive() ? "The suite has not stopped." : "Stopped. Its data is kept.");
    }

    /** Once this process is being stopped, this thread must not report the end of the suite as a failure. */
    private void awaitShutdown() throws IOException {
        while (stopping) {
            pause();
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        IOException failure = new InterruptedIOException("interrupted");
        failure.initCause(e);
        return failure;
    }
}
