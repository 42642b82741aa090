package org.edms.backup.foundation.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.edms.backup.foundation.database.FoundationTables;
import org.edms.backup.foundation.database.Servers;
import org.edms.backup.foundation.trace.Trace;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.event.Topic;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class MessagesTest {

    private static final int JOBS = 5;
    private static final int EVENTS_OF_A_JOB = 20;
    private static final int A_FEW = 4;
    private static final int MANY = 90;
    private static final int MAX_BLOCK = 1_000;
    private static final int LONGER_THAN_A_SEND_BLOCKS = 1_500;

    /** So long that the first events are gone before the last are packed. */
    private static final String WORKER =
            new Random(1).ints(20_000, 'a', 'z').mapToObj(Character::toString).collect(Collectors.joining());

    @Inject
    UuidV7 ids;

    @Inject
    Outbox outbox;

    @Inject
    Inbox inbox;

    @Inject
    DataSource dataSource;

    @Inject
    FoundationTables tables;

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @Test
    void twoRelaysSendEachEventOnceInTheOrderOfItsJob() throws Exception {
        // given
        List<RestoreJobId> jobs = jobs();
        List<OutboxRelay> relays = List.of(relay(), relay());

        // when
        write(jobs, 0, EVENTS_OF_A_JOB);

        // then
        List<ConsumerRecord<String, String>> received = read(jobs, EVENTS_OF_A_JOB);
        stop(relays);
        assertThat(received).hasSize(JOBS * EVENTS_OF_A_JOB);
        jobs.forEach(job -> assertThat(attemptsOf(job, received)).isEqualTo(upTo(EVENTS_OF_A_JOB)));
        assertThat(tables.count("outbox")).isZero();
    }

    @Test
    void noEventIsLostOrReorderedWhileKafkaIsUnavailable() throws Exception {
        // given
        List<RestoreJobId> jobs = jobs();
        List<OutboxRelay> relays = List.of(relay(), relay());
        write(jobs, 0, EVENTS_OF_A_JOB / 2);
        read(jobs, EVENTS_OF_A_JOB / 2);

        // when
        Servers.running().stopKafka();
        write(jobs, EVENTS_OF_A_JOB / 2, EVENTS_OF_A_JOB);
        TimeUnit.SECONDS.sleep(3);
        Servers.running().startKafka();

        // then
        List<ConsumerRecord<String, String>> received = read(jobs, EVENTS_OF_A_JOB);
        stop(relays);
        jobs.forEach(job -> assertThat(attemptsOf(job, received)).isEqualTo(upTo(EVENTS_OF_A_JOB)));
        assertThat(tables.count("outbox")).isZero();
    }

    @Test
    void eventsStayInOrderWhenKafkaStartsWhileTheyWait() throws Exception {
        // given
        List<RestoreJobId> jobs = jobs();
        write(jobs, 0, MANY);
        Servers.running().stopKafka();
        List<OutboxRelay> relays = List.of(relay());

        // when
        TimeUnit.MILLISECONDS.sleep(LONGER_THAN_A_SEND_BLOCKS);
        Servers.running().startKafka();

        // then
        List<ConsumerRecord<String, String>> received = read(jobs, MANY);
        stop(relays);
        jobs.forEach(job -> assertThat(attemptsOf(job, received)).isEqualTo(upTo(MANY)));
        assertThat(tables.count("outbox")).isZero();
    }

    @Test
    void eventsThatWaitAreSentWhenTheServiceStops() throws Exception {
        // given
        List<RestoreJobId> jobs = jobs();
        OutboxRelay relay = relay();
        write(jobs, 0, 1);
        read(jobs, 1);
        write(jobs, 1, A_FEW);

        // when
        relay.stop(null);

        // then
        List<ConsumerRecord<String, String>> received = read(jobs, A_FEW);
        jobs.forEach(job -> assertThat(attemptsOf(job, received)).isEqualTo(upTo(A_FEW)));
        assertThat(tables.count("outbox")).isZero();
    }

    @Test
    void aTopicThatKafkaRejectsDelaysNoOther() throws Exception {
        // given
        List<RestoreJobId> jobs = jobs();
        tables.execute(
                "insert into outbox (topic, message_key, event) values (?, '', repeat('too long', 3000000))",
                Topic.HEALTH_EVENTS.topicName());
        write(jobs, 0, EVENTS_OF_A_JOB);

        // when
        OutboxRelay relay = relay();

        // then
        List<ConsumerRecord<String, String>> received = read(jobs, EVENTS_OF_A_JOB);
        relay.stop(null);
        jobs.forEach(job -> assertThat(attemptsOf(job, received)).isEqualTo(upTo(EVENTS_OF_A_JOB)));
        assertThat(tables.count("outbox")).isOne();
    }

    @Test
    void anEventOfARolledBackTransactionIsNotSent() {
        // when
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.add(new RestoreEvent.Accepted(new RestoreJobId(ids.next()), "me", 1));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        // then
        assertThat(tables.count("outbox")).isZero();
    }

    @Test
    void anEventIsAValidCloudEventWithTheTraceOfItsThread() {
        // given
        Trace trace = Trace.within(null);
        trace.enter();

        // when
        Event event = QuarkusTransaction.requiringNew()
                .call(() -> outbox.add(new RestoreEvent.Accepted(new RestoreJobId(ids.next()), "me", 1)));

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
    void aMessageReceivedTwiceTakesEffectOnce() {
        // given
        String message = message();
        AtomicInteger effects = new AtomicInteger();

        // when
        inbox.process(message, event -> effects.incrementAndGet());
        inbox.process(message, event -> effects.incrementAndGet());

        // then
        assertThat(effects).hasValue(1);
    }

    @Test
    void aMessageWhoseHandlerFailedIsProcessedWhenItComesAgain() {
        // given
        String message = message();
        AtomicInteger effects = new AtomicInteger();
        assertThatThrownBy(() -> inbox.process(message, event -> {
                    throw new BackupException(ErrorCode.MESSAGE_UNREADABLE, "not now");
                }))
                .isInstanceOf(BackupException.class);

        // when
        inbox.process(message, event -> effects.incrementAndGet());

        // then
        assertThat(effects).hasValue(1);
    }

    @Test
    void anInvalidMessageIsRejected() {
        // given

        for (String message : new String[] {"", "null", "{}", "no event", "[1]", null}) {
            // when, then
            assertThatThrownBy(() -> inbox.process(message, event -> {}))
                    .as("%s", message)
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_UNREADABLE));
        }
    }

    @Test
    void aMessageWaitsForADatabaseThatIsUnavailable() throws Exception {
        // given
        AtomicInteger effects = new AtomicInteger();
        Servers.running().stopPostgres();
        Thread restart = new Thread(Servers.running()::startPostgres);
        restart.start();

        // when
        inbox.process(message(), event -> effects.incrementAndGet());

        // then
        restart.join();
        assertThat(effects).hasValue(1);
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

    private void write(List<RestoreJobId> jobs, int from, int to) {
        for (int attempt = from; attempt < to; attempt++) {
            for (RestoreJobId job : jobs) {
                RestoreEvent event = new RestoreEvent.Accepted(job, WORKER, attempt);
                QuarkusTransaction.requiringNew().run(() -> outbox.add(event));
            }
        }
    }

    private OutboxRelay relay() {
        OutboxRelay relay = new OutboxRelay(
                dataSource,
                Map.of("bootstrap.servers", Servers.running().bootstrapServers(), "max.block.ms", MAX_BLOCK));
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

    /** Reads until each job has so many different events, and a little longer. */
    private List<ConsumerRecord<String, String>> read(List<RestoreJobId> jobs, int eventsOfAJob) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", Servers.running().bootstrapServers());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        Set<String> keys = jobs.stream().map(RestoreJobId::toString).collect(Collectors.toSet());
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(Topic.RESTORE_EVENTS.topicName(), 0)));
            int expected = jobs.size() * eventsOfAJob;
            while (different(read) < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
                read.removeIf(record -> !keys.contains(record.key()));
            }
            consumer.poll(Duration.ofMillis(500)).forEach(read::add);
            read.removeIf(record -> !keys.contains(record.key()));
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
