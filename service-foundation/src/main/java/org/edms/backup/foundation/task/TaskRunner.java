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
import org.edms.backup.foundation.database.TransientFailures;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.error.Failure;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** A fixed number of threads that claim tasks, hold them under a lease while they work, and end them. */
public final class TaskRunner implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TaskRunner.class);
    private static final String JOB_ID = "jobId";
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final Tasks tasks;
    private final Map<String, TaskWork> works;
    private final String owner;
    private final TaskSettings settings;
    private final ExecutorService threads;
    private final ScheduledExecutorService heartbeatTimer;
    private final Set<TaskLease> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param owner the holder of the tasks, a name unique to this process */
    public TaskRunner(Tasks tasks, List<TaskWork> works, String owner, TaskSettings settings) {
        this.tasks = tasks;
        this.works = works.stream().collect(Collectors.toMap(TaskWork::kind, Function.identity()));
        this.owner = owner;
        this.settings = settings;
        this.threads = Executors.newFixedThreadPool(settings.threads(), task -> named(task, "task"));
        this.heartbeatTimer =
                Executors.newScheduledThreadPool(settings.threads(), task -> named(task, "task-heartbeat"));
    }

    public void start() {
        for (int i = 0; i < settings.threads(); i++) {
            threads.execute(this::work);
        }
    }

    /** Interrupts the work, leaves it to other replicas, and waits until the threads have let go. */
    @Override
    public void close() {
        stopped.countDown();
        held.forEach(TaskLease::stop);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Work did not stop in time; another replica takes it over when its lease expires");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heartbeatTimer.shutdownNow();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Restarts itself even after an Error: a runner that lost its threads would go on running and do nothing. */
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
            LOG.warnf("Cannot claim a task: %s", e.getMessage());
            pause(HEARTBEAT);
        }
    }

    private void work(Task task) {
        Trace.within(task.trace()).enter();
        String trace = Trace.current();
        MDC.put(JOB_ID, task.id().toString());
        TaskLease lease = new TaskLease(tasks, task, owner, settings.lease());
        held.add(lease);
        ScheduledFuture<?> heartbeats = heartbeatTimer.scheduleWithFixedDelay(
                () -> heartbeat(lease, task, trace), HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (isStopped()) {
                lease.stop();
            }
            LOG.infof("Starting %s %s, attempt %d", task.kind(), task.id(), task.attempt());
            run(works.get(task.kind()), lease);
        } catch (LeaseLost e) {
            LOG.warnf("Another replica has taken over %s %s", task.kind(), task.id());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Cannot end %s %s; it will be retried", task.kind(), task.id());
        } finally {
            heartbeats.cancel(false);
            held.remove(lease);
            lease.release();
            MDC.remove(JOB_ID);
            Trace.leave();
        }
    }

    /** An unexpected exception fails the task at once: another attempt would fail in the same way. */
    private static void run(TaskWork work, TaskLease lease) {
        try {
            work.run(lease);
        } catch (LeaseLost e) {
            throw e;
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            if (TransientFailures.isTransient(e) || lease.mustYield()) {
                LOG.warnf(e, "%s %s will be retried", work.kind(), lease.task().id());
                lease.requeue(HEARTBEAT, () -> {});
                return;
            }
            if (lease.cancelledBy().isEmpty()) {
                LOG.errorf(e, "%s %s failed", work.kind(), lease.task().id());
            }
            work.fail(lease, Failure.of(e));
        } catch (VirtualMachineError e) {
            exit(e);
            throw e;
        }
    }

    /** Nothing is reliable once memory runs out. The process exits, and another replica takes over its work. */
    private static void exit(VirtualMachineError e) {
        try {
            LOG.fatal("Exiting after a fatal error", e);
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void heartbeat(TaskLease lease, Task task, String trace) {
        Trace.within(trace).enter();
        MDC.put(JOB_ID, task.id().toString());
        try {
            lease.heartbeat();
        } finally {
            MDC.remove(JOB_ID);
            Trace.leave();
        }
    }

    /** Returns early when the runner stops. */
    private void pause(Duration time) {
        try {
            if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("A worker stops");
            }
        } catch (InterruptedException e) {
            LOG.debug("Nothing interrupts a waiting worker", e);
        }
    }

    private static Thread named(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
