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
import java.util.List;
import java.util.Map;
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
 * Carries events from the outbox to Kafka, in the order in which they were written. Of several replicas one carries: the one
 * whose connection holds a lock. An event leaves the outbox when Kafka has it; after a crash in between it arrives twice, and
 * never not at all. While Kafka is away the producer keeps what it was given, and nothing is given to it behind that: so the
 * order stays as it was.
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
    private volatile boolean stopped;

    OutboxRelay(Jdbi jdbi, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.jdbi = jdbi;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(BETWEEN_TRIES.toMillis());
    }

    private void run() {
        while (!stopped) {
            try (Handle connection = jdbi.open()) {
                if (isMine(connection)) {
                    carry(connection);
                }
            } catch (JdbiException | KafkaException e) {
                LOG.warnf("Events wait in the outbox: %s", e.getMessage());
                LOG.debug("Events wait in the outbox", e);
            } catch (InterruptedException e) {
                break;
            }
            if (!paused()) {
                break;
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(BETWEEN_TRIES.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
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
            while (!stopped) {
                List<Waiting> waiting = waiting(connection);
                remove(connection, deliver(connection, producer, waiting));
                if (waiting.size() < AT_ONCE) {
                    Thread.sleep(WHEN_IDLE.toMillis());
                }
            }
        } finally {
            producer.close(Duration.ZERO);
            connection.execute("select pg_advisory_unlock('outbox'::regclass::oid::bigint)");
        }
    }

    private static List<Waiting> waiting(Handle connection) {
        return connection
                .createQuery("select id, topic, message_key, event, trace from outbox order by id limit :limit")
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
     * @return what Kafka has, which is all that was sent
     * @throws KafkaException when it refuses one: what follows that one is sent again, by another producer
     */
    private static List<Long> deliver(Handle connection, Producer<String, String> producer, List<Waiting> waiting)
            throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        KafkaException refusal = null;
        try {
            for (Waiting event : waiting) {
                sent.add(producer.send(record(event)));
            }
        } catch (KafkaException e) {
            refusal = e;
        }
        List<Long> arrived = new ArrayList<>();
        try {
            for (int i = 0; i < sent.size(); i++) {
                await(connection, sent.get(i));
                arrived.add(waiting.get(i).id());
            }
        } catch (KafkaException e) {
            remove(connection, arrived);
            throw e;
        }
        if (arrived.isEmpty() && refusal != null) {
            throw refusal;
        }
        return arrived;
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
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
