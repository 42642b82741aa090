package org.edms.backup.foundation.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.edms.backup.foundation.trace.Trace;
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
    private volatile boolean stopped;

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
        stopped = true;
        held.forEach(Hold::stop);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Work did not stop in time: its lease will run out");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heart.shutdownNow();
    }

    private void work() {
        while (!stopped) {
            try {
                Optional<Task> task = tasks.claim(works.keySet(), owner, settings.lease());
                if (task.isPresent()) {
                    work(task.get());
                } else {
                    TimeUnit.MILLISECONDS.sleep(settings.poll().toMillis());
                }
            } catch (InterruptedException e) {
                LOG.debug("A worker stops", e);
            } catch (RuntimeException e) {
                LOG.warnf("No task could be taken up: %s", e.getMessage());
                pause();
            }
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
            if (stopped) {
                hold.stop();
            }
            LOG.infof("Takes up %s %s, attempt %d", task.kind(), task.id(), task.attempt());
            works.get(task.kind()).run(hold);
        } catch (LeaseLost e) {
            LOG.warnf("Another has taken up %s %s", task.kind(), task.id());
        } catch (Exception e) {
            LOG.errorf(e, "%s %s was not ended: it will be taken up again", task.kind(), task.id());
        } finally {
            beats.cancel(false);
            held.remove(hold);
            Thread.interrupted();
            MDC.remove(JOB_ID);
            Trace.leave();
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

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BEAT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread named(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
