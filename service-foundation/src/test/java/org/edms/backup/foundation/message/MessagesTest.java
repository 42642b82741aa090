package org.edms.backup.foundation.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.edms.backup.foundation.database.FoundationTables;
import org.edms.backup.foundation.database.StoppablePostgres;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.event.Topic;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.standalone.FreePort;
import org.edms.backup.standalone.KafkaServer;
import org.edms.backup.testing.PostgresTest;
import org.edms.backup.testing.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class MessagesTest {

    private static final int JOBS = 5;
    private static final int EVENTS_OF_A_JOB = 20;
    private static final int A_FEW = 4;
    private static final int MANY = 90;
    private static final int LONGER_THAN_ONE_EVENT_WAITS = 5_500;

    /** So long that the first events are gone before the last are packed. */
    private static final String WORKER =
            new Random(1).ints(20_000, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());

    private final UuidV7 ids = new UuidV7(Clock.systemUTC());
    private final Outbox outbox = new Outbox(ids, Clock.systemUTC(), "test");

    @Test
    void twoRelaysCarryEachEventOnceInTheOrderOfItsJob(TestDatabase database, @TempDir Path directory)
            throws Exception {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        List<RestoreJobId> jobs = jobs();
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), FreePort.find())) {
            List<OutboxRelay> relays =
                    List.of(relay(jdbi, kafka.bootstrapServers()), relay(jdbi, kafka.bootstrapServers()));

            // when
            tell(jdbi, jobs, 0, EVENTS_OF_A_JOB);

            // then
            List<ConsumerRecord<String, String>> arrived = read(kafka, JOBS * EVENTS_OF_A_JOB);
            stop(relays);
            assertThat(arrived).hasSize(JOBS * EVENTS_OF_A_JOB);
            jobs.forEach(job -> assertThat(attemptsOf(job, arrived)).isEqualTo(upTo(EVENTS_OF_A_JOB)));
            assertThat(waiting(jdbi)).isZero();
        }
    }

    @Test
    void nothingIsLostAndOrderStaysWhileKafkaIsAway(TestDatabase database, @TempDir Path directory) throws Exception {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        List<RestoreJobId> jobs = jobs();
        int port = FreePort.find();
        KafkaServer before = KafkaServer.start(directory.resolve("kafka"), port);
        List<OutboxRelay> relays =
                List.of(relay(jdbi, before.bootstrapServers()), relay(jdbi, before.bootstrapServers()));
        tell(jdbi, jobs, 0, EVENTS_OF_A_JOB / 2);
        read(before, JOBS * EVENTS_OF_A_JOB / 2);

        // when
        before.close();
        tell(jdbi, jobs, EVENTS_OF_A_JOB / 2, EVENTS_OF_A_JOB);
        TimeUnit.SECONDS.sleep(3);

        // then
        try (KafkaServer after = KafkaServer.start(directory.resolve("kafka"), port)) {
            List<ConsumerRecord<String, String>> arrived = read(after, JOBS * EVENTS_OF_A_JOB);
            stop(relays);
            jobs.forEach(job -> assertThat(attemptsOf(job, arrived)).isEqualTo(upTo(EVENTS_OF_A_JOB)));
            assertThat(waiting(jdbi)).isZero();
        }
    }

    @Test
    void orderStaysWhenKafkaComesWhileEventsWaitForIt(TestDatabase database, @TempDir Path directory) throws Exception {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        List<RestoreJobId> jobs = jobs();
        tell(jdbi, jobs, 0, MANY);
        int port = FreePort.find();
        List<OutboxRelay> relays = List.of(relay(jdbi, "localhost:" + port));

        // when
        TimeUnit.MILLISECONDS.sleep(LONGER_THAN_ONE_EVENT_WAITS);

        // then
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), port)) {
            List<ConsumerRecord<String, String>> arrived = read(kafka, JOBS * MANY);
            stop(relays);
            jobs.forEach(job -> assertThat(attemptsOf(job, arrived)).isEqualTo(upTo(MANY)));
            assertThat(waiting(jdbi)).isZero();
        }
    }

    @Test
    void whatWaitsWhenAServiceStopsStillLeaves(TestDatabase database, @TempDir Path directory) throws Exception {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        List<RestoreJobId> jobs = jobs();
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), FreePort.find())) {
            OutboxRelay relay = relay(jdbi, kafka.bootstrapServers());
            tell(jdbi, jobs, 0, 1);
            read(kafka, JOBS);
            tell(jdbi, jobs, 1, A_FEW);

            // when
            relay.stop(null);

            // then
            List<ConsumerRecord<String, String>> arrived = read(kafka, JOBS * A_FEW);
            jobs.forEach(job -> assertThat(attemptsOf(job, arrived)).isEqualTo(upTo(A_FEW)));
            assertThat(waiting(jdbi)).isZero();
        }
    }

    @Test
    void aTopicThatKafkaRefusesHoldsUpNoOther(TestDatabase database, @TempDir Path directory) throws Exception {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        List<RestoreJobId> jobs = jobs();
        jdbi.useHandle(handle -> handle.execute(
                "insert into outbox (topic, message_key, event) values (?, '', repeat('too long', 3000000))",
                Topic.HEALTH_EVENTS.topicName()));
        tell(jdbi, jobs, 0, EVENTS_OF_A_JOB);

        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), FreePort.find())) {
            // when
            OutboxRelay relay = relay(jdbi, kafka.bootstrapServers());

            // then
            List<ConsumerRecord<String, String>> arrived = read(kafka, JOBS * EVENTS_OF_A_JOB);
            relay.stop(null);
            jobs.forEach(job -> assertThat(attemptsOf(job, arrived)).isEqualTo(upTo(EVENTS_OF_A_JOB)));
            assertThat(waiting(jdbi)).isOne();
        }
    }

    @Test
    void whatIsRolledBackIsNotTold(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));

        // when
        jdbi.useTransaction(handle -> {
            outbox.add(handle, new RestoreEvent.Accepted(new RestoreJobId(ids.next()), "me", 1));
            handle.rollback();
        });

        // then
        assertThat(waiting(jdbi)).isZero();
    }

    @Test
    void anEventIsAValidCloudEventWithTheTraceOfItsThread(TestDatabase database) {
        // given
        Jdbi jdbi = FoundationTables.in(Jdbi.create(database.dataSource()));
        Trace trace = Trace.within(null);
        trace.enter();

        // when
        Event event = jdbi.inTransaction(
                handle -> outbox.add(handle, new RestoreEvent.Accepted(new RestoreJobId(ids.next()), "me", 1)));

        // then
        Trace.leave();
        CloudEvent read = EventFormatProvider.getInstance()
                .resolveFormat(JsonFormat.CONTENT_TYPE)
                .deserialize(event.toJson().getBytes(StandardCharsets.UTF_8));
        assertThat(read.getType()).isEqualTo("edms.restore.accepted");
        assertThat(read.getSource()).isEqualTo(URI.create("/edms-backup/test"));
        assertThat(read.getExtension("traceparent")).isEqualTo(trace.toString());
    }

    @Test
    void anEventThatArrivesTwiceHasOneEffect(TestDatabase database) {
        // given
        Arrivals arrivals = new Arrivals(FoundationTables.in(Jdbi.create(database.dataSource())));
        String message = message();
        AtomicInteger effects = new AtomicInteger();

        // when
        arrivals.take(message, (handle, event) -> effects.incrementAndGet());
        arrivals.take(message, (handle, event) -> effects.incrementAndGet());

        // then
        assertThat(effects).hasValue(1);
    }

    @Test
    void anEventWhoseEffectFailedIsTakenInWhenItComesAgain(TestDatabase database) {
        // given
        Arrivals arrivals = new Arrivals(FoundationTables.in(Jdbi.create(database.dataSource())));
        String message = message();
        AtomicInteger effects = new AtomicInteger();
        assertThatThrownBy(() -> arrivals.take(message, (handle, event) -> {
                    throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, "not now");
                }))
                .isInstanceOf(BackupException.class);

        // when
        arrivals.take(message, (handle, event) -> effects.incrementAndGet());

        // then
        assertThat(effects).hasValue(1);
    }

    @Test
    void whatIsNoEventIsRefused(TestDatabase database) {
        // given
        Arrivals arrivals = new Arrivals(FoundationTables.in(Jdbi.create(database.dataSource())));

        for (String message : new String[] {"", "null", "{}", "no event", "[1]", null}) {
            // when, then
            assertThatThrownBy(() -> arrivals.take(message, (handle, event) -> {}))
                    .as("%s", message)
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_UNREADABLE));
        }
    }

    @Test
    void aMessageWaitsForADatabaseThatIsAway(@TempDir Path directory) throws Exception {
        try (StoppablePostgres postgres = new StoppablePostgres(directory)) {
            // given
            Arrivals arrivals = new Arrivals(FoundationTables.in(postgres.jdbi()));
            AtomicInteger effects = new AtomicInteger();
            postgres.stop();
            Thread restart = new Thread(postgres::start);
            restart.start();

            // when
            arrivals.take(message(), (handle, event) -> effects.incrementAndGet());

            // then
            restart.join();
            assertThat(effects).hasValue(1);
        }
    }

    private String message() {
        RestoreEvent.Accepted data = new RestoreEvent.Accepted(new RestoreJobId(ids.next()), "me", 1);
        return Event.of(
                        ids.next().toString(),
                        URI.create("/test"),
                        Clock.systemUTC().instant(),
                        null,
                        data)
                .toJson();
    }

    private List<RestoreJobId> jobs() {
        return IntStream.range(0, JOBS)
                .mapToObj(i -> new RestoreJobId(ids.next()))
                .toList();
    }

    private void tell(Jdbi jdbi, List<RestoreJobId> jobs, int from, int to) {
        for (int attempt = from; attempt < to; attempt++) {
            for (RestoreJobId job : jobs) {
                RestoreEvent event = new RestoreEvent.Accepted(job, WORKER, attempt);
                jdbi.useTransaction(handle -> outbox.add(handle, event));
            }
        }
    }

    private static OutboxRelay relay(Jdbi jdbi, String servers) {
        OutboxRelay relay = new OutboxRelay(jdbi, Map.of("bootstrap.servers", servers));
        relay.start(null);
        return relay;
    }

    private static void stop(List<OutboxRelay> relays) throws InterruptedException {
        for (OutboxRelay relay : relays) {
            relay.stop(null);
        }
    }

    private static List<Integer> attemptsOf(RestoreJobId job, List<ConsumerRecord<String, String>> arrived) {
        return arrived.stream()
                .filter(record -> record.key().equals(job.toString()))
                .map(record ->
                        ((RestoreEvent.Accepted) Event.parse(record.value()).data()).attempt())
                .toList();
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static long waiting(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from outbox")
                .mapTo(Long.class)
                .one());
    }

    /** Until so many different ones have come, and a little longer. */
    private List<ConsumerRecord<String, String>> read(KafkaServer kafka, int expected) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("group.id", ids.next().toString());
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topic.RESTORE_EVENTS.topicName()));
            while (different(read) < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
            consumer.poll(Duration.ofMillis(500)).forEach(read::add);
        }
        return read;
    }

    private static long different(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .map(record -> Event.parse(record.value()).id())
                .distinct()
                .count();
    }
}
