package org.edms.backup.engine.source;

import java.util.concurrent.TimeUnit;

/**
 * Cancels the statements of a task when its thread is interrupted, because a thread that waits for the server does not notice an
 * interrupt. Cleanup and everything after the commit must not be cancelled.
 */
public final class StatementCanceller implements AutoCloseable {

    private static final int POLL_MILLIS = 100;

    private final Database database;
    private final Thread worker = Thread.currentThread();
    private final Thread watcher = new Thread(this::watch, "statement canceller");
    private boolean interruptionDisabled;
    private boolean interrupted;

    private StatementCanceller(Database database) {
        this.database = database;
    }

    /** @param database null if there is none */
    public static StatementCanceller of(Database database) {
        StatementCanceller canceller = new StatementCanceller(database);
        if (database != null) {
            canceller.watcher.setDaemon(true);
            canceller.watcher.start();
        }
        return canceller;
    }

    /** Cancels repeatedly: there is nothing to cancel between two statements, and then the next one starts. */
    private void watch() {
        try {
            while (cancelWhenInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    private synchronized boolean cancelWhenInterrupted() {
        if (!interruptionDisabled && worker.isInterrupted()) {
            database.cancelStatements();
        }
        return !interruptionDisabled;
    }

    /** Cancels the statements of other connections, which the task would wait for, and then disables interruption. */
    public synchronized void stop() {
        if (database != null && !interruptionDisabled) {
            database.cancelStatements();
        }
        disableInterruption();
    }

    /** From here on the task runs to completion. */
    public synchronized void disableInterruption() {
        interruptionDisabled = true;
        interrupted |= Thread.interrupted();
    }

    /** Restores the interrupt status of the thread. */
    @Override
    public void close() {
        disableInterruption();
        watcher.interrupt();
        if (interrupted) {
            worker.interrupt();
        }
    }
}
