package org.edms.backup.foundation.message;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.Topic;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Carries events from the outbox to Kafka, each job's in the order in which they were written: the next of a job leaves when
 * Kafka has the one before. Of several replicas one carries: the one whose connection holds a lock. An event is taken out of the
 * outbox when Kafka has it. When the service or its database dies or stops in between, or Kafka is away for longer than the
 * producer's delivery timeout, it arrives twice, and never not at all.
 */
@Singleton
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int LAST = 5000;
    private static final int AT_ONCE = 500;
    private static final Duration WHEN_IDLE = Duration.ofMillis(200);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final Duration WHEN_STOPPING = Duration.ofSeconds(5);
    private static final int LARGEST_EVENT = 16 << 20;
    private static final int MOST_BUFFERED = 64 << 20;

    private record Waiting(long id, String topic, String key, String event, String trace) {}

    private final Jdbi jdbi;
    private final Map<String, Object> kafka;
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private final CountDownLatch stop = new CountDownLatch(1);

    OutboxRelay(Jdbi jdbi, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.jdbi = jdbi;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    /** After those whose work has events to tell when it stops. What waits may still leave, if Kafka is there. */
    void stop(@Observes @Priority(LAST) ShutdownEvent event) throws InterruptedException {
        stop.countDown();
        thread.join(WHEN_STOPPING.toMillis());
        thread.interrupt();
        thread.join(BETWEEN_TRIES.toMillis());
    }

    private void run() {
        try {
            do {
                carryIfItIsMine();
            } while (!stopsWithin(BETWEEN_TRIES));
        } catch (InterruptedException e) {
            LOG.debug("Stopped while events were on their way", e);
        }
    }

    private boolean stopsWithin(Duration pause) throws InterruptedException {
        return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Goes on after whatever it is that failed: without this thread, no event would leave. */
    private void carryIfItIsMine() throws InterruptedException {
        try (Handle connection = jdbi.open()) {
            if (!isMine(connection)) {
                return;
            }
            try {
                carry(connection);
            } finally {
                connection.execute("select pg_advisory_unlock('outbox'::regclass::oid::bigint)");
            }
        } catch (RuntimeException e) {
            LOG.warnf("Events wait in the outbox: %s", e.getMessage());
            LOG.debug("Events wait in the outbox", e);
        }
    }

    /** The lock is the connection's, and goes with it when the replica dies. */
    private static boolean isMine(Handle connection) {
        return connection
                .createQuery("select pg_try_advisory_lock('outbox'::regclass::oid::bigint)")
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Until only events are left of topics that Kafka refuses, since another producer may have more luck; or until the service
     * stops, and all is gone that was told before that.
     */
    private void carry(Handle connection) throws InterruptedException {
        Set<String> refused = ConcurrentHashMap.newKeySet();
        Producer<String, String> producer = producer();
        try {
            Duration pause = Duration.ZERO;
            boolean stops;
            boolean more;
            do {
                stops = stopsWithin(pause);
                List<Waiting> next = nextOfEachJob(connection, refused);
                deliver(connection, producer, next, refused);
                more = !next.isEmpty();
                pause = more ? Duration.ZERO : WHEN_IDLE;
            } while (more || (!stops && refused.isEmpty()));
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private static List<Waiting> nextOfEachJob(Handle connection, Set<String> refused) {
        List<String> topics = Stream.of(Topic.values())
                .map(Topic::topicName)
                .filter(topic -> !refused.contains(topic))
                .toList();
        return connection
                .createQuery("""
                        select id, topic, message_key, event, trace from outbox
                        where id in (
                            select min(oldest.id)
                            from unnest(:topics) as wanted (topic)
                            cross join lateral (
                                select id, message_key from outbox
                                where outbox.topic = wanted.topic order by id limit :limit) oldest
                            group by wanted.topic, oldest.message_key)
                        order by id
                        """)
                .bindArray("topics", String.class, topics)
                .bind("limit", AT_ONCE)
                .map((row, context) -> new Waiting(
                        row.getLong("id"),
                        row.getString("topic"),
                        row.getString("message_key"),
                        row.getString("event"),
                        row.getString("trace")))
                .list();
    }

    /** One that is refused at once, mostly because Kafka is not there, has cost seconds: the others of its topic are spared that. */
    private static void deliver(
            Handle connection, Producer<String, String> producer, List<Waiting> events, Set<String> refused)
            throws InterruptedException {
        Set<Long> arrived = ConcurrentHashMap.newKeySet();
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        try {
            for (Waiting event : events) {
                if (!refused.contains(event.topic())) {
                    answers.add(producer.send(record(event), (place, failure) -> {
                        if (failure == null) {
                            arrived.add(event.id());
                        } else if (refused.add(event.topic())) {
                            LOG.warnf("Events of %s wait in the outbox: %s", event.topic(), failure);
                        }
                    }));
                }
            }
            for (Future<RecordMetadata> answer : answers) {
                await(connection, answer);
            }
        } finally {
            remove(connection, arrived);
        }
    }

    /** For an answer, whatever it is, as long as it takes, if only the lock is still held. */
    private static void await(Handle connection, Future<RecordMetadata> answer) throws InterruptedException {
        while (!answer.isDone()) {
            try {
                answer.get(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.warn("Events wait in the outbox: Kafka does not answer");
                connection.execute("select 1");
            } catch (ExecutionException e) {
                LOG.debug("Refused", e);
            }
        }
    }

    private static ProducerRecord<String, String> record(Waiting event) {
        ProducerRecord<String, String> sent =
                new ProducerRecord<>(event.topic(), event.key().isEmpty() ? null : event.key(), event.event());
        sent.headers().add("content-type", Event.MEDIA_TYPE.getBytes(StandardCharsets.US_ASCII));
        if (event.trace() != null) {
            sent.headers().add("traceparent", event.trace().getBytes(StandardCharsets.US_ASCII));
        }
        return sent;
    }

    private static void remove(Handle connection, Set<Long> arrived) {
        if (!arrived.isEmpty()) {
            connection
                    .createUpdate("delete from outbox where id = any(:ids)")
                    .bindArray("ids", Long.class, arrived)
                    .execute();
        }
    }

    private Producer<String, String> producer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_EVENT);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MOST_BUFFERED);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
