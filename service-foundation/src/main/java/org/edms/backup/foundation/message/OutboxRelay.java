package org.edms.backup.foundation.message;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.edms.backup.model.event.Event;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Carries events from the outbox to Kafka, each job's in the order in which they were written: the next of a job leaves when
 * Kafka has the one before. Of several replicas one carries: the one whose connection holds a lock. An event is taken out of the
 * outbox when Kafka has it. When the service or its database dies in between, or Kafka for longer than the producer's delivery
 * timeout, it arrives twice, and never not at all.
 */
@Singleton
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int AT_ONCE = 500;
    private static final Duration WHEN_IDLE = Duration.ofMillis(200);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
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

    /** What is on its way to Kafka may arrive; while Kafka is away, there is nothing to wait for. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.countDown();
        thread.join(BETWEEN_TRIES.toMillis());
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

    private void carryIfItIsMine() throws InterruptedException {
        try (Handle connection = jdbi.open()) {
            if (isMine(connection)) {
                carry(connection);
            }
        } catch (JdbiException | KafkaException e) {
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

    private void carry(Handle connection) throws InterruptedException {
        Producer<String, String> producer = producer();
        try {
            List<Waiting> next;
            do {
                next = nextOfEachJob(connection);
                deliver(connection, producer, next);
            } while (!stopsWithin(next.isEmpty() ? WHEN_IDLE : Duration.ZERO));
        } finally {
            producer.close(Duration.ZERO);
            connection.execute("select pg_advisory_unlock('outbox'::regclass::oid::bigint)");
        }
    }

    private static List<Waiting> nextOfEachJob(Handle connection) {
        return connection
                .createQuery("""
                        select id, topic, message_key, event, trace from outbox
                        where id in (
                            select min(id)
                            from (select id, topic, message_key from outbox order by id limit :limit) oldest
                            group by topic, message_key)
                        order by id
                        """)
                .bind("limit", AT_ONCE)
                .map((row, context) -> new Waiting(
                        row.getLong("id"),
                        row.getString("topic"),
                        row.getString("message_key"),
                        row.getString("event"),
                        row.getString("trace")))
                .list();
    }

    /**
     * When one is refused at once, mostly because Kafka is not there, the others would wait as long for the same answer.
     *
     * @throws KafkaException when it refuses one; those that it has are out of the outbox then
     */
    private static void deliver(Handle connection, Producer<String, String> producer, List<Waiting> events)
            throws InterruptedException {
        Map<Long, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        for (Waiting event : events) {
            Future<RecordMetadata> arrival = producer.send(record(event));
            sent.put(event.id(), arrival);
            boolean refusedAtOnce = arrival.isDone();
            if (refusedAtOnce) {
                break;
            }
        }
        List<Long> arrived = new ArrayList<>();
        KafkaException refusal = null;
        for (Map.Entry<Long, Future<RecordMetadata>> event : sent.entrySet()) {
            try {
                await(connection, event.getValue());
                arrived.add(event.getKey());
            } catch (KafkaException e) {
                refusal = e;
            }
        }
        remove(connection, arrived);
        if (refusal != null) {
            throw refusal;
        }
    }

    /** For as long as it takes, if only the lock is still held. */
    private static void await(Handle connection, Future<RecordMetadata> sent) throws InterruptedException {
        while (true) {
            try {
                sent.get(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                LOG.warn("Events wait in the outbox: Kafka does not answer");
                connection.execute("select 1");
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
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

    private static void remove(Handle connection, List<Long> arrived) {
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
