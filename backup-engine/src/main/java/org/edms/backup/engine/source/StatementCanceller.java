package org.edms.backup.engine.source;

import java.util.concurrent.TimeUnit;

/**
 * Ends the statements of a piece of work when its thread is interrupted: waiting for the server, a thread does not notice that
 * by itself. What puts things away afterwards must not be ended too, nor what follows the commit.
 */
public final class StatementCanceller implements AutoCloseable {

    private static final int LOOKS_EVERY_MILLIS = 100;

    private final Database database;
    private final Thread worker = Thread.currentThread();
    private final Thread watcher = new Thread(this::watch, "watch for cancelling");
    private boolean interruptionDisabled;
    private boolean interrupted;

    private StatementCanceller(Database database) {
        this.database = database;
    }

    /** @param database null when there is none */
    public static StatementCanceller of(Database database) {
        StatementCanceller cancelling = new StatementCanceller(database);
        if (database != null) {
            cancelling.watcher.setDaemon(true);
            cancelling.watcher.start();
        }
        return cancelling;
    }

    /** Again and again: between two statements there is nothing to end, and the next one begins. */
    private void watch() {
        try {
            while (cancelWhenInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
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

    /** Ends what is under way on other connections, which would be waited for; what is done from now on is done to its end. */
    public synchronized void stop() {
        if (database != null && !interruptionDisabled) {
            database.cancelStatements();
        }
        disableInterruption();
    }

    /** What is done from now on is done to its end. */
    public synchronized void disableInterruption() {
        interruptionDisabled = true;
        interrupted |= Thread.interrupted();
    }

    /** Whoever asked for the work learns that it was interrupted. */
    @Override
    public void close() {
        disableInterruption();
        watcher.interrupt();
        if (interrupted) {
            worker.interrupt();
        }
    }
}
