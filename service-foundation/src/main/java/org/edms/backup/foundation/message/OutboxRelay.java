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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
 * Carries events from the outbox to Kafka, in the order in which they were written. Of several replicas one carries at a
 * time. An event leaves the outbox when Kafka has it: after a crash in between it arrives twice, and never not at all.
 */
@Singleton
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int AT_ONCE = 500;
    private static final Duration WHEN_IDLE = Duration.ofMillis(200);
    private static final Duration WHEN_FAILED = Duration.ofSeconds(2);

    private record Waiting(long id, String topic, String key, String event, String trace) {}

    private final Jdbi jdbi;
    private final Map<String, Object> kafka;
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean stopped;
    private Producer<String, String> producer;

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
        thread.join(WHEN_FAILED.toMillis());
    }

    private void run() {
        while (!stopped) {
            try {
                if (relay() < AT_ONCE) {
                    Thread.sleep(WHEN_IDLE.toMillis());
                }
            } catch (InterruptedException e) {
                break;
            } catch (JdbiException | KafkaException e) {
                waitAfter(e);
            }
        }
        closeProducer();
    }

    private void waitAfter(RuntimeException failure) {
        if (stopped) {
            return;
        }
        LOG.warnf("Events wait in the outbox: %s", failure.getMessage());
        LOG.debug("Events wait in the outbox", failure);
        closeProducer();
        try {
            Thread.sleep(WHEN_FAILED.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The lock is the transaction's: it goes with the connection of a replica that dies. */
    private int relay() throws InterruptedException {
        return jdbi.inTransaction(transaction -> {
            boolean mine = transaction
                    .createQuery("select pg_try_advisory_xact_lock('outbox'::regclass::oid::bigint)")
                    .mapTo(Boolean.class)
                    .one();
            List<Waiting> waiting = mine ? waiting(transaction) : List.of();
            if (waiting.isEmpty()) {
                return 0;
            }
            remove(transaction, send(waiting));
            return waiting.size();
        });
    }

    private static List<Waiting> waiting(Handle transaction) {
        return transaction
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

    /** @return what arrived. What follows a failed event of the same key is sent again after it. */
    private List<Long> send(List<Waiting> waiting) throws InterruptedException {
        Producer<String, String> open = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Waiting event : waiting) {
            sent.add(open.send(record(event)));
        }
        Set<String> failedKeys = new HashSet<>();
        List<Long> arrived = new ArrayList<>();
        KafkaException failure = null;
        for (int i = 0; i < sent.size(); i++) {
            Waiting event = waiting.get(i);
            try {
                sent.get(i).get();
                if (!failedKeys.contains(event.topic() + event.key())) {
                    arrived.add(event.id());
                }
            } catch (ExecutionException e) {
                failedKeys.add(event.topic() + event.key());
                failure = new KafkaException(e.getCause());
            }
        }
        if (arrived.isEmpty() && failure != null) {
            throw failure;
        }
        return arrived;
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

    private static void remove(Handle transaction, List<Long> arrived) {
        transaction
                .createUpdate("delete from outbox where id = any(:ids)")
                .bindArray("ids", Long.class, arrived)
                .execute();
    }

    private Producer<String, String> producer() {
        if (producer == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
            settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
            producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        }
        return producer;
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
            producer = null;
        }
    }
}
