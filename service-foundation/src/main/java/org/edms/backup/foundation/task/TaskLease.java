package org.edms.backup.foundation.task;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.edms.backup.foundation.database.TransientFailures;
import org.edms.backup.model.error.Failure;
import org.jboss.logging.Logger;

/** The lease on a task: it is renewed while the work is done, and the task ends through it. */
public final class TaskLease {

    private static final Logger LOG = Logger.getLogger(TaskLease.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final Tasks tasks;
    private final Task task;
    private final String owner;
    private final Duration lease;
    private final Thread worker = Thread.currentThread();
    private long renewedAt = System.nanoTime();
    private volatile String cancelledBy;
    private volatile boolean lost;
    private volatile boolean stopping;
    private boolean interruptible = true;
    private volatile boolean over;
    private volatile Runnable onHeartbeat = () -> {};

    TaskLease(Tasks tasks, Task task, String owner, Duration lease) {
        this.tasks = tasks;
        this.task = task;
        this.owner = owner;
        this.lease = lease;
        this.cancelledBy = task.cancelledBy();
    }

    public Task task() {
        return task;
    }

    /** Who cancelled the work. */
    public Optional<String> cancelledBy() {
        return Optional.ofNullable(cancelledBy);
    }

    /** Whether to leave the work to another holder: the service is stopping, or the lease is lost. */
    public boolean mustYield() {
        return stopping || lost;
    }

    /** Runs an action about every second while the task is held, such as reporting progress. */
    public void onHeartbeat(Runnable action) {
        onHeartbeat = action;
    }

    /**
     * Lets the work run to its end because it can no longer be undone: nothing interrupts it from here on, and an interruption
     * that it has not noticed yet is cleared.
     */
    public void disableInterruption() {
        clearInterruptible();
        if (Thread.currentThread() == worker) {
            Thread.interrupted();
        }
    }

    /** Deletes the task in one transaction with its outcome. Waits for a database that is unavailable. */
    public void finish(Runnable outcome) {
        end(() -> {
            tasks.finish(task, owner);
            outcome.run();
        });
    }

    /** Returns the task to the queue, for any replica to claim after the delay. */
    public void requeue(Duration delay, Runnable outcome) {
        requeue(delay, null, outcome);
    }

    /** Returns the task to the queue after a failure, which the next attempt can compare with its own. */
    public void requeue(Duration delay, Failure failure, Runnable outcome) {
        String message = failure == null ? null : failure.message();
        end(() -> {
            tasks.requeue(task, owner, delay, message);
            outcome.run();
        });
    }

    /** Whether the previous attempt failed in the same way, so that another attempt is pointless. */
    public boolean failedBefore(Failure failure) {
        return failure.message().equals(task.failure());
    }

    /** Stores something about the work in a transaction of its own, unless the lease is lost. */
    public void report(Runnable update) {
        QuarkusTransaction.requiringNew().run(() -> {
            LeaseLost.unless(tasks.isHeld(task, owner));
            update.run();
        });
    }

    private void end(Runnable outcome) {
        over = true;
        clearInterruptible();
        Thread.interrupted();
        while (!tryToEnd(outcome) && !stopping) {
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(RETRY_INTERVAL.toNanos());
        } catch (InterruptedException e) {
            LOG.debug("Nothing interrupts a task that ends", e);
        }
    }

    private boolean tryToEnd(Runnable outcome) {
        try {
            QuarkusTransaction.requiringNew().run(outcome);
            return true;
        } catch (RuntimeException e) {
            TransientFailures.rethrowOthers(e);
            LOG.warnf("Cannot end %s %s yet: service database: %s", task.kind(), task.id(), e.getMessage());
            return false;
        }
    }

    /** Called once a second, from another thread. */
    void heartbeat() {
        if (over) {
            return;
        }
        try {
            renew();
            onHeartbeat.run();
        } catch (LeaseLost e) {
            lost = true;
        } catch (RuntimeException e) {
            LOG.warnf("Cannot renew the lease on %s %s: %s", task.kind(), task.id(), e.getMessage());
        }
        if (System.nanoTime() - renewedAt > lease.toNanos()) {
            lost = true;
        }
        if (lost || cancelledBy != null) {
            interrupt();
        }
    }

    private void renew() {
        Tasks.Renewal renewal = tasks.renew(task, owner, lease);
        LeaseLost.unless(renewal.held());
        renewedAt = System.nanoTime();
        cancelledBy = renewal.cancelledBy();
    }

    void stop() {
        stopping = true;
        interrupt();
    }

    /** Ends the lease: the thread goes on to other work, which no late interruption may hit. */
    void release() {
        over = true;
        clearInterruptible();
        Thread.interrupted();
    }

    private synchronized void clearInterruptible() {
        interruptible = false;
    }

    /** At most once, so that the cleanup after an interruption is not interrupted too. */
    private synchronized void interrupt() {
        if (interruptible) {
            worker.interrupt();
            interruptible = false;
        }
    }
}
