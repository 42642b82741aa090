package org.edms.backup.foundation.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.edms.backup.foundation.database.Passing;
import org.edms.backup.model.error.Failure;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The hold on a task: the lease that is renewed while the work is done, and the ways in which it ends. */
public final class Hold {

    private static final Logger LOG = Logger.getLogger(Hold.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final Tasks tasks;
    private final Task task;
    private final String owner;
    private final Duration lease;
    private final Thread worker = Thread.currentThread();
    private long renewedAt = System.nanoTime();
    private volatile String cancelledBy;
    private volatile boolean lost;
    private volatile boolean stopping;
    private boolean mayBeInterrupted = true;
    private volatile boolean over;
    private volatile Runnable everySecond = () -> {};

    Hold(Jdbi jdbi, Tasks tasks, Task task, String owner, Duration lease) {
        this.jdbi = jdbi;
        this.tasks = tasks;
        this.task = task;
        this.owner = owner;
        this.lease = lease;
        this.cancelledBy = task.cancelledBy();
    }

    public Task task() {
        return task;
    }

    /** Who does not want the work any more. */
    public Optional<String> cancelledBy() {
        return Optional.ofNullable(cancelledBy);
    }

    /** Whether the work is to be left to another: the service stops, or another has it already. */
    public boolean leaving() {
        return stopping || lost;
    }

    /** Has something done about every second while the task is held, such as telling how far it is. */
    public void everySecond(Runnable action) {
        everySecond = action;
    }

    /**
     * From here on the work goes to its end, because it cannot be taken back any more: nobody interrupts it, and an
     * interruption that it has not noticed yet came too late.
     */
    public void letFinish() {
        letAlone();
        if (Thread.currentThread() == worker) {
            Thread.interrupted();
        }
    }

    /** The work is over: the task goes in the transaction that says how. Waits for a database that is away. */
    public void finish(Consumer<Handle> how) {
        end(transaction -> {
            tasks.finish(transaction, task, owner);
            how.accept(transaction);
        });
    }

    /** The work is taken up again, by whoever comes first. */
    public void putBack(Duration delay, Consumer<Handle> how) {
        putBack(delay, null, how);
    }

    /** The same after a failure, which the next attempt finds in its task. */
    public void putBack(Duration delay, Failure failure, Consumer<Handle> how) {
        String message = failure == null ? null : failure.message();
        end(transaction -> {
            tasks.putBack(transaction, task, owner, delay, message);
            how.accept(transaction);
        });
    }

    /** Whether the attempt before failed in the same way: then there is no point in another. */
    public boolean failedBefore(Failure failure) {
        return failure.message().equals(task.failure());
    }

    /** Says something of the work, unless another has it by now. */
    public void tell(Consumer<Handle> what) {
        jdbi.useTransaction(transaction -> {
            LeaseLost.unless(tasks.isHeld(transaction, task, owner));
            what.accept(transaction);
        });
    }

    private void end(Consumer<Handle> how) {
        over = true;
        letAlone();
        Thread.interrupted();
        while (!tryToEnd(how) && !stopping) {
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
        } catch (InterruptedException e) {
            LOG.debug("Nobody interrupts what ends", e);
        }
    }

    private boolean tryToEnd(Consumer<Handle> how) {
        try {
            jdbi.useTransaction(how::accept);
            return true;
        } catch (RuntimeException e) {
            if (!Passing.isPassing(e)) {
                throw e;
            }
            LOG.warnf("The end of %s %s waits for the service database: %s", task.kind(), task.id(), e.getMessage());
            return false;
        }
    }

    /** Once a second, from another thread. */
    void beat() {
        if (over) {
            return;
        }
        try {
            renew();
            everySecond.run();
        } catch (LeaseLost e) {
            lost = true;
        } catch (RuntimeException e) {
            LOG.warnf("%s %s did not reach the service database: %s", task.kind(), task.id(), e.getMessage());
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

    /** The thread goes on to other work: what comes from now on is not for this one. */
    void letGo() {
        over = true;
        letAlone();
        Thread.interrupted();
    }

    private synchronized void letAlone() {
        mayBeInterrupted = false;
    }

    /** Once: what puts away what was begun is not to be cut off as well. */
    private synchronized void interrupt() {
        if (mayBeInterrupted) {
            worker.interrupt();
            mayBeInterrupted = false;
        }
    }
}
