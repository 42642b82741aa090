package org.edms.backup.foundation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.edms.backup.foundation.database.FoundationTables;
import org.edms.backup.foundation.database.StoppablePostgres;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class TasksTest {

    private static final String KIND = "work";
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final UuidV7 ids = new UuidV7(Clock.systemUTC());

    @Test
    void eachTaskIsDoneOnceByManyRunners(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        List<UUID> asked = Stream.generate(() -> add(jdbi, tasks)).limit(60).toList();
        Queue<UUID> done = new ConcurrentLinkedQueue<>();
        List<TaskRunner> runners = new ArrayList<>();

        // when
        for (int i = 0; i < 4; i++) {
            runners.add(runner(
                    jdbi,
                    "runner-" + i,
                    hold -> hold.finish(handle -> done.add(hold.task().id()))));
        }
        await(() -> done.size() >= asked.size());
        runners.forEach(TaskRunner::close);

        // then
        assertThat(done).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(tasks.count(KIND)).isEqualTo(new Tasks.Counts(0, 0));
    }

    @Test
    void whoseLeaseRanOutCanNeitherTellNorEndAnything(TestDatabase database) throws Exception {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        add(jdbi, tasks);
        Task first = tasks.claim(List.of(KIND), "same", AT_ONCE).orElseThrow();
        Hold hold = new Hold(jdbi, tasks, first, "same", LEASE);
        TimeUnit.MILLISECONDS.sleep(20);

        // when
        Task second = tasks.claim(List.of(KIND), "same", LEASE).orElseThrow();

        // then
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempt()).isEqualTo(2);
        AtomicBoolean told = new AtomicBoolean();
        assertThatThrownBy(() -> hold.tell(handle -> told.set(true))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> hold.finish(handle -> told.set(true))).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> hold.putBack(Duration.ZERO, handle -> told.set(true)))
                .isInstanceOf(LeaseLost.class);
        assertThat(told).isFalse();
        assertThat(tasks.renew(second, "same", LEASE).held()).isTrue();
    }

    @Test
    void whoWasLostStaysLostAndIsInterrupted(TestDatabase database) throws Exception {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        add(jdbi, tasks);
        Task task = tasks.claim(List.of(KIND), "first", AT_ONCE).orElseThrow();
        Hold hold = new Hold(jdbi, tasks, task, "first", LEASE);
        TimeUnit.MILLISECONDS.sleep(20);
        tasks.claim(List.of(KIND), "second", LEASE);

        // when
        hold.beat();
        hold.beat();

        // then
        assertThat(hold.leaving()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aTaskThatWaitsIsGoneWhenItIsCancelled(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        UUID id = add(jdbi, tasks);

        // when
        boolean gone = jdbi.inTransaction(handle -> tasks.cancel(handle, id, "me"));

        // then
        assertThat(gone).isTrue();
        assertThat(tasks.claim(List.of(KIND), "somebody", LEASE)).isEmpty();
    }

    @Test
    void aTaskThatIsBeingDoneIsInterruptedWhenItIsCancelled(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<String> by = new AtomicReference<>();
        UUID id = add(jdbi, tasks);

        TaskRunner runner = runner(jdbi, "runner", hold -> {
            begun.countDown();
            interruptedIn(hold);
            hold.finish(handle -> by.set(hold.cancelledBy().orElse("nobody")));
        });
        await(() -> begun.getCount() == 0);

        // when
        boolean gone = jdbi.inTransaction(handle -> tasks.cancel(handle, id, "me"));

        // then
        assertThat(gone).isFalse();
        await(() -> by.get() != null);
        assertThat(by).hasValue("me");
        runner.close();
    }

    @Test
    void whatADeadOneHeldIsCancelledByWhoeverTakesItUp(TestDatabase database) throws Exception {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        UUID id = add(jdbi, tasks);
        tasks.claim(List.of(KIND), "dead", AT_ONCE);
        TimeUnit.MILLISECONDS.sleep(20);

        // when
        boolean gone = jdbi.inTransaction(handle -> tasks.cancel(handle, id, "me"));

        // then
        assertThat(gone).isFalse();
        assertThat(tasks.claim(List.of(KIND), "next", LEASE).orElseThrow().cancelledBy())
                .isEqualTo("me");
    }

    @Test
    void aServiceThatStopsLeavesItsWorkToAnother(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Task> done = new AtomicReference<>();
        add(jdbi, tasks);
        TaskRunner stopping = runner(jdbi, "stops", hold -> {
            begun.countDown();
            interruptedIn(hold);
            assertThat(hold.leaving()).isTrue();
            hold.putBack(Duration.ZERO, handle -> {});
        });
        await(() -> begun.getCount() == 0);

        // when
        stopping.close();

        // then
        TaskRunner other = runner(jdbi, "other", hold -> hold.finish(handle -> done.set(hold.task())));
        await(() -> done.get() != null);
        other.close();
        assertThat(done.get().attempt()).isEqualTo(2);
    }

    @Test
    void workThatCannotGoBackIsNotInterrupted(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        add(jdbi, tasks);
        Task task = tasks.claim(List.of(KIND), "me", LEASE).orElseThrow();
        Hold hold = new Hold(jdbi, tasks, task, "me", LEASE);
        Thread.currentThread().interrupt();

        // when
        hold.letFinish();
        hold.stop();

        // then
        assertThat(Thread.interrupted()).isFalse();
        assertThat(hold.leaving()).isTrue();
    }

    @Test
    void theEndWaitsForADatabaseThatIsAway(@TempDir Path directory) throws Exception {
        try (StoppablePostgres postgres = new StoppablePostgres(directory)) {
            // given
            Jdbi jdbi = FoundationTables.in(postgres.jdbi());
            Tasks tasks = new Tasks(jdbi);
            add(jdbi, tasks);
            Task task = tasks.claim(List.of(KIND), "me", LEASE).orElseThrow();
            Hold hold = new Hold(jdbi, tasks, task, "me", LEASE);
            postgres.stop();
            AtomicBoolean back = new AtomicBoolean();
            Thread restart = new Thread(() -> {
                pause(Duration.ofMillis(1500));
                back.set(true);
                postgres.start();
            });
            restart.start();

            // when
            hold.finish(handle -> {});

            // then
            assertThat(back).isTrue();
            restart.join();
            assertThat(tasks.count(KIND)).isEqualTo(new Tasks.Counts(0, 0));
        }
    }

    @Test
    void workThatOverflowsTheStackFailsAtOnce(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        Queue<Failure> failures = new ConcurrentLinkedQueue<>();
        add(jdbi, tasks);

        // when
        TaskRunner runner = runner(
                jdbi,
                "runner",
                hold -> {
                    throw new StackOverflowError();
                },
                failures);
        await(() -> tasks.count(KIND).equals(new Tasks.Counts(0, 0)));
        runner.close();

        // then
        assertThat(failures).containsExactly(new Failure(ErrorCode.INTERNAL_ERROR, "java.lang.StackOverflowError"));
    }

    @Test
    void workThatFailsUnexpectedlyIsNotTriedAgain(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        Queue<Failure> failures = new ConcurrentLinkedQueue<>();
        add(jdbi, tasks);

        // when
        TaskRunner runner = runner(
                jdbi,
                "runner",
                hold -> {
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
    void theNextAttemptKnowsHowTheOneBeforeFailed(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Tasks tasks = new Tasks(jdbi);
        add(jdbi, tasks);
        Failure failure = new Failure(ErrorCode.FILE_UNREADABLE, "one");
        Task first = tasks.claim(List.of(KIND), "one", LEASE).orElseThrow();

        // when
        new Hold(jdbi, tasks, first, "one", LEASE).putBack(Duration.ZERO, failure, handle -> {});

        // then
        Task second = tasks.claim(List.of(KIND), "other", LEASE).orElseThrow();
        Hold hold = new Hold(jdbi, tasks, second, "other", LEASE);
        assertThat(hold.failedBefore(failure)).isTrue();
        assertThat(hold.failedBefore(new Failure(ErrorCode.FILE_UNREADABLE, "another")))
                .isFalse();
    }

    private UUID add(Jdbi jdbi, Tasks tasks) {
        UUID id = ids.next();
        jdbi.useTransaction(handle -> tasks.add(handle, id, KIND));
        return id;
    }

    private static TaskRunner runner(Jdbi jdbi, String owner, Doing doing) {
        return runner(jdbi, owner, doing, new ConcurrentLinkedQueue<>());
    }

    private static TaskRunner runner(Jdbi jdbi, String owner, Doing doing, Queue<Failure> failures) {
        TaskWork work = new TaskWork() {
            @Override
            public String kind() {
                return KIND;
            }

            @Override
            public void run(Hold hold) {
                doing.with(hold);
            }

            @Override
            public void fail(Hold hold, Failure failure) {
                hold.finish(handle -> failures.add(failure));
            }
        };
        TaskSettings settings = new TaskSettings(2, LEASE, Duration.ofMillis(20), Duration.ofSeconds(10));
        TaskRunner runner = new TaskRunner(jdbi, new Tasks(jdbi), List.of(work), owner, settings);
        runner.start();
        return runner;
    }

    @FunctionalInterface
    private interface Doing {
        void with(Hold hold);
    }

    private static void interruptedIn(Hold hold) {
        try {
            TimeUnit.SECONDS.sleep(30);
            throw new AssertionError(hold.task() + " was not interrupted");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            pause(Duration.ofMillis(10));
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
