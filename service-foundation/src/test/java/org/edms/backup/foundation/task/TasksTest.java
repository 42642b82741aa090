package org.edms.backup.foundation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.edms.backup.foundation.database.FoundationTables;
import org.edms.backup.foundation.database.Servers;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.UuidV7;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class TasksTest {

    private static final String KIND = "work";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Inject
    UuidV7 ids;

    @Inject
    Tasks tasks;

    @Inject
    FoundationTables tables;

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @Test
    void manyRunnersDoEachTaskOnce() {
        // given
        List<UUID> asked = Stream.generate(this::add).limit(60).toList();
        Queue<UUID> done = new ConcurrentLinkedQueue<>();
        List<TaskRunner> runners = new ArrayList<>();

        // when
        for (int i = 0; i < 4; i++) {
            runners.add(runner(
                    "runner-" + i,
                    lease -> lease.finish(() -> done.add(lease.task().id()))));
        }
        await(() -> done.size() >= asked.size());
        runners.forEach(TaskRunner::close);

        // then
        assertThat(done).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(tasks.count(KIND)).isEqualTo(new Tasks.Counts(0, 0));
    }

    @Test
    void aHolderWithAnExpiredLeaseCanNeitherReportNorEndTheTask() throws Exception {
        // given
        add();
        Task first = tasks.claim(List.of(KIND), "same", AT_ONCE).orElseThrow();
        TaskLease lease = new TaskLease(tasks, first, "same", LEASE);
        TimeUnit.MILLISECONDS.sleep(20);

        // when
        Task second = tasks.claim(List.of(KIND), "same", LEASE).orElseThrow();

        // then
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempt()).isEqualTo(2);
        AtomicBoolean reported = new AtomicBoolean();
        assertThatThrownBy(() -> lease.report(() -> reported.set(true))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> lease.finish(() -> reported.set(true))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> lease.requeue(Duration.ZERO, () -> reported.set(true)))
                .isInstanceOf(LeaseLost.class);
        assertThat(reported).isFalse();
        assertThat(tasks.renew(second, "same", LEASE).held()).isTrue();
    }

    @Test
    void aHolderThatLostItsLeaseIsInterrupted() throws Exception {
        // given
        add();
        Task task = tasks.claim(List.of(KIND), "first", AT_ONCE).orElseThrow();
        TaskLease lease = new TaskLease(tasks, task, "first", LEASE);
        TimeUnit.MILLISECONDS.sleep(20);
        tasks.claim(List.of(KIND), "second", LEASE);

        // when
        lease.heartbeat();
        lease.heartbeat();

        // then
        assertThat(lease.mustYield()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void cancellingAWaitingTaskDeletesIt() {
        // given
        UUID id = add();

        // when
        boolean deleted = QuarkusTransaction.requiringNew().call(() -> tasks.cancel(id, "me"));

        // then
        assertThat(deleted).isTrue();
        assertThat(tasks.claim(List.of(KIND), "somebody", LEASE)).isEmpty();
    }

    @Test
    void cancellingARunningTaskInterruptsIt() {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<String> by = new AtomicReference<>();
        UUID id = add();

        TaskRunner runner = runner("runner", lease -> {
            begun.countDown();
            interruptedIn(lease);
            lease.finish(() -> by.set(lease.cancelledBy().orElse("nobody")));
        });
        await(() -> begun.getCount() == 0);

        // when
        boolean deleted = QuarkusTransaction.requiringNew().call(() -> tasks.cancel(id, "me"));

        // then
        assertThat(deleted).isFalse();
        await(() -> by.get() != null);
        assertThat(by).hasValue("me");
        runner.close();
    }

    @Test
    void theNextHolderSeesThatATaskWasCancelled() throws Exception {
        // given
        UUID id = add();
        tasks.claim(List.of(KIND), "dead", AT_ONCE);
        TimeUnit.MILLISECONDS.sleep(20);

        // when
        boolean deleted = QuarkusTransaction.requiringNew().call(() -> tasks.cancel(id, "me"));

        // then
        assertThat(deleted).isFalse();
        assertThat(tasks.claim(List.of(KIND), "next", LEASE).orElseThrow().cancelledBy())
                .isEqualTo("me");
    }

    @Test
    void aStoppingServiceRequeuesItsTask() {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Task> done = new AtomicReference<>();
        add();
        TaskRunner stopping = runner("stops", lease -> {
            begun.countDown();
            interruptedIn(lease);
            assertThat(lease.mustYield()).isTrue();
            lease.requeue(Duration.ZERO, () -> {});
        });
        await(() -> begun.getCount() == 0);

        // when
        stopping.close();

        // then
        TaskRunner other = runner("other", lease -> lease.finish(() -> done.set(lease.task())));
        await(() -> done.get() != null);
        other.close();
        assertThat(done.get().attempt()).isEqualTo(2);
    }

    @Test
    void workIsNotInterruptedAfterInterruptionIsDisabled() {
        // given
        add();
        Task task = tasks.claim(List.of(KIND), "me", LEASE).orElseThrow();
        TaskLease lease = new TaskLease(tasks, task, "me", LEASE);
        Thread.currentThread().interrupt();

        // when
        lease.disableInterruption();
        lease.stop();

        // then
        assertThat(Thread.interrupted()).isFalse();
        assertThat(lease.mustYield()).isTrue();
    }

    @Test
    void aTaskEndsWhenTheDatabaseReturns() throws Exception {
        // given
        add();
        Task task = tasks.claim(List.of(KIND), "me", LEASE).orElseThrow();
        TaskLease lease = new TaskLease(tasks, task, "me", LEASE);
        Servers.running().stopPostgres();
        AtomicBoolean returned = new AtomicBoolean();
        Thread restart = new Thread(() -> {
            pause(Duration.ofMillis(1500));
            returned.set(true);
            Servers.running().startPostgres();
        });
        restart.start();

        // when
        lease.finish(() -> {});

        // then
        assertThat(returned).isTrue();
        restart.join();
        assertThat(tasks.count(KIND)).isEqualTo(new Tasks.Counts(0, 0));
    }

    @Test
    void aStackOverflowFailsTheTaskAtOnce() {
        // given
        Queue<Failure> failures = new ConcurrentLinkedQueue<>();
        add();

        // when
        TaskRunner runner = runner(
                "runner",
                lease -> {
                    throw new StackOverflowError();
                },
                failures);
        await(() -> tasks.count(KIND).equals(new Tasks.Counts(0, 0)));
        runner.close();

        // then
        assertThat(failures).containsExactly(new Failure(ErrorCode.INTERNAL_ERROR, "java.lang.StackOverflowError"));
    }

    @Test
    void anUnexpectedExceptionIsNotRetried() {
        // given
        Queue<Failure> failures = new ConcurrentLinkedQueue<>();
        add();

        // when
        TaskRunner runner = runner(
                "runner",
                lease -> {
                    throw new IllegalStateException("a defect");
                },
                failures);
        await(() -> tasks.count(KIND).equals(new Tasks.Counts(0, 0)));
        runner.close();

        // then
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
            assertThat(failure.detail()).contains("a defect");
        });
    }

    @Test
    void theNextAttemptKnowsThePreviousFailure() {
        // given
        add();
        Failure failure = new Failure(ErrorCode.FILE_UNREADABLE, "one");
        Task first = tasks.claim(List.of(KIND), "one", LEASE).orElseThrow();

        // when
        new TaskLease(tasks, first, "one", LEASE).requeue(Duration.ZERO, failure, () -> {});

        // then
        Task second = tasks.claim(List.of(KIND), "other", LEASE).orElseThrow();
        TaskLease lease = new TaskLease(tasks, second, "other", LEASE);
        assertThat(lease.failedBefore(failure)).isTrue();
        assertThat(lease.failedBefore(new Failure(ErrorCode.FILE_UNREADABLE, "another")))
                .isFalse();
    }

    private UUID add() {
        UUID id = ids.next();
        QuarkusTransaction.requiringNew().run(() -> tasks.add(id, KIND));
        return id;
    }

    private TaskRunner runner(String owner, Doing doing) {
        return runner(owner, doing, new ConcurrentLinkedQueue<>());
    }

    private TaskRunner runner(String owner, Doing doing, Queue<Failure> failures) {
        TaskWork work = new TaskWork() {
            @Override
            public String kind() {
                return KIND;
            }

            @Override
            public void run(TaskLease lease) {
                doing.with(lease);
            }

            @Override
            public void fail(TaskLease lease, Failure failure) {
                lease.finish(() -> failures.add(failure));
            }
        };
        TaskSettings settings = new TaskSettings(2, LEASE, Duration.ofMillis(20), Duration.ofSeconds(10));
        TaskRunner runner = new TaskRunner(tasks, List.of(work), owner, settings);
        runner.start();
        return runner;
    }

    @FunctionalInterface
    private interface Doing {
        void with(TaskLease lease);
    }

    private static void interruptedIn(TaskLease lease) {
        try {
            TimeUnit.SECONDS.sleep(30);
            throw new AssertionError(lease.task() + " was not interrupted");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).pollInterval(AT_ONCE).until(condition);
    }
}
