package org.edms.backup.foundation.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edms.backup.foundation.database.Passing;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.error.Failure;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jdbi.v3.core.Jdbi;

/** A bounded number of threads that take up tasks, hold them under a lease while they work, and end them. */
public final class TaskRunner implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TaskRunner.class);
    private static final String JOB_ID = "jobId";
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final Tasks tasks;
    private final Map<String, TaskWork> works;
    private final String owner;
    private final TaskSettings settings;
    private final ExecutorService threads;
    private final ScheduledExecutorService heart;
    private final Set<Hold> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param owner who holds the tasks: no two processes have the same name */
    public TaskRunner(Jdbi jdbi, Tasks tasks, List<TaskWork> works, String owner, TaskSettings settings) {
        this.jdbi = jdbi;
        this.tasks = tasks;
        this.works = works.stream().collect(Collectors.toMap(TaskWork::kind, Function.identity()));
        this.owner = owner;
        this.settings = settings;
        this.threads = Executors.newFixedThreadPool(settings.threads(), task -> named(task, "task"));
        this.heart = Executors.newScheduledThreadPool(settings.threads(), task -> named(task, "task-heart"));
    }

    public void start() {
        for (int i = 0; i < settings.threads(); i++) {
            threads.execute(this::work);
        }
    }

    /** Leaves what is being done to others, and waits until it is left. */
    @Override
    public void close() {
        stopped.countDown();
        held.forEach(Hold::stop);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Work did not stop in time: its lease will run out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heart.shutdownNow();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Also after what no work should throw: a runner that lost its threads would live on and do nothing. */
    private void work() {
        try {
            while (!isStopped()) {
                workOnce();
            }
        } finally {
            if (!isStopped()) {
                threads.execute(this::work);
            }
        }
    }

    private void workOnce() {
        try {
            Optional<Task> task = tasks.claim(works.keySet(), owner, settings.lease());
            if (task.isPresent()) {
                work(task.get());
            } else {
                pause(settings.poll());
            }
        } catch (RuntimeException e) {
            LOG.warnf("No task could be taken up: %s", e.getMessage());
            pause(BEAT);
        }
    }

    private void work(Task task) {
        Trace.within(task.trace()).enter();
        String trace = Trace.current();
        MDC.put(JOB_ID, task.id().toString());
        Hold hold = new Hold(jdbi, tasks, task, owner, settings.lease());
        held.add(hold);
        ScheduledFuture<?> beats = heart.scheduleWithFixedDelay(
                () -> beat(hold, task, trace), BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (isStopped()) {
                hold.stop();
            }
            LOG.infof("Takes up %s %s, attempt %d", task.kind(), task.id(), task.attempt());
            run(works.get(task.kind()), hold);
        } catch (LeaseLost e) {
            LOG.warnf("Another has taken up %s %s", task.kind(), task.id());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s %s was not ended: it will be taken up again", task.kind(), task.id());
        } finally {
            beats.cancel(false);
            held.remove(hold);
            hold.letGo();
            MDC.remove(JOB_ID);
            Trace.leave();
        }
    }

    /** An exception that the work did not expect ends it at once: another attempt would fail in the same way. */
    private static void run(TaskWork work, Hold hold) {
        try {
            work.run(hold);
        } catch (LeaseLost e) {
            throw e;
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            if (Passing.isPassing(e) || hold.leaving()) {
                LOG.warnf(
                        e,
                        "%s %s is left to another attempt",
                        work.kind(),
                        hold.task().id());
                hold.putBack(BEAT, transaction -> {});
                return;
            }
            if (hold.cancelledBy().isEmpty()) {
                LOG.errorf(e, "%s %s failed", work.kind(), hold.task().id());
            }
            work.fail(hold, Failure.of(e));
        } catch (VirtualMachineError e) {
            exit(e);
            throw e;
        }
    }

    /** Without memory nothing can be relied on. The process ends, and another takes its work up. */
    private static void exit(VirtualMachineError e) {
        try {
            LOG.fatal("The service ends", e);
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void beat(Hold hold, Task task, String trace) {
        Trace.within(trace).enter();
        MDC.put(JOB_ID, task.id().toString());
        try {
            hold.beat();
        } finally {
            MDC.remove(JOB_ID);
            Trace.leave();
        }
    }

    /** Ends early when the runner stops. */
    private void pause(Duration time) {
        try {
            if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("A worker stops");
            }
        } catch (InterruptedException e) {
            LOG.debug("Nobody interrupts a worker that waits", e);
        }
    }

    private static Thread named(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
