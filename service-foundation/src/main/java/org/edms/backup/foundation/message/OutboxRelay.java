package org.edms.backup.foundation.message;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.Topic;
import org.jboss.logging.Logger;

/**
 * Relays events from the outbox to Kafka, those of a job in the order in which they were written: the next event of a job is
 * sent when Kafka has acknowledged the previous one. Of several replicas, the one that holds an advisory lock relays. An event
 * is deleted from the outbox once Kafka has acknowledged it. If the service or its database fails or stops in between, or Kafka
 * is unavailable for longer than the producer's delivery timeout, the event arrives twice; no event is lost.
 */
@Singleton
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int LAST = 5000;
    private static final int BATCH_SIZE = 500;
    private static final Duration IDLE_INTERVAL = Duration.ofMillis(200);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);
    private static final int LARGEST_EVENT = 16 << 20;
    private static final int BUFFER = 64 << 20;

    private final DataSource dataSource;
    private final Map<String, Object> kafka;
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private final CountDownLatch stop = new CountDownLatch(1);

    OutboxRelay(DataSource dataSource, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.dataSource = dataSource;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs after the beans whose work writes events when it stops. Events that wait are still sent if Kafka is available. */
    void stop(@Observes @Priority(LAST) ShutdownEvent event) throws InterruptedException {
        stop.countDown();
        thread.join(SHUTDOWN_TIMEOUT.toMillis());
        thread.interrupt();
        thread.join(RETRY_INTERVAL.toMillis());
    }

    private void run() {
        try {
            do {
                relayIfLocked();
            } while (!stopsWithin(RETRY_INTERVAL));
        } catch (InterruptedException e) {
            LOG.debug("Stopped while sending events", e);
        }
    }

    private boolean stopsWithin(Duration pause) throws InterruptedException {
        return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Goes on after any failure: without this thread, no event would be sent. */
    private void relayIfLocked() throws InterruptedException {
        try (Connection lock = dataSource.getConnection()) {
            if (!ask(lock, "select pg_try_advisory_lock('outbox'::regclass::oid::bigint)")) {
                return;
            }
            try {
                relay(lock);
            } finally {
                ask(lock, "select pg_advisory_unlock('outbox'::regclass::oid::bigint)");
            }
        } catch (RuntimeException | SQLException e) {
            LOG.warnf("Cannot relay events: %s", e.getMessage());
            LOG.debug("Cannot relay events", e);
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** The lock belongs to the connection, and is released when the connection or the replica dies. */
    private static void requireLock(Connection lock) throws SQLException {
        ask(lock, "select true");
    }

    /**
     * Relays until the only events left are of topics that Kafka rejects, since a new producer may succeed; or until the
     * service stops and every event written before that is sent.
     */
    private void relay(Connection lock) throws InterruptedException, SQLException {
        Set<String> rejected = ConcurrentHashMap.newKeySet();
        Producer<String, String> producer = producer();
        try {
            Duration pause = Duration.ZERO;
            boolean stops;
            boolean more;
            do {
                stops = stopsWithin(pause);
                requireLock(lock);
                List<OutboxMessage> next = nextOfEachJob(rejected);
                send(lock, producer, next, rejected);
                more = !next.isEmpty();
                pause = more ? Duration.ZERO : IDLE_INTERVAL;
            } while (more || (!stops && rejected.isEmpty()));
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private static List<OutboxMessage> nextOfEachJob(Set<String> rejected) {
        String[] topics = Stream.of(Topic.values())
                .map(Topic::topicName)
                .filter(topic -> !rejected.contains(topic))
                .toArray(String[]::new);
        return QuarkusTransaction.requiringNew().call(() -> OutboxMessage.nextOfEachJob(topics, BATCH_SIZE));
    }

    /** An immediate rejection, mostly because Kafka is unavailable, has cost seconds, so the rest of its topic is skipped. */
    private static void send(
            Connection lock, Producer<String, String> producer, List<OutboxMessage> messages, Set<String> rejected)
            throws InterruptedException, SQLException {
        Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        try {
            for (OutboxMessage message : messages) {
                if (!rejected.contains(message.topic)) {
                    answers.add(producer.send(record(message), (metadata, failure) -> {
                        if (failure == null) {
                            acknowledged.add(message.id);
                        } else if (rejected.add(message.topic)) {
                            LOG.warnf("Cannot send events to %s: %s", message.topic, failure);
                        }
                    }));
                }
            }
            for (Future<RecordMetadata> answer : answers) {
                await(lock, answer);
            }
        } finally {
            delete(acknowledged);
        }
    }

    /** Waits for Kafka's answer as long as it takes, while the lock is held. */
    private static void await(Connection lock, Future<RecordMetadata> answer)
            throws InterruptedException, SQLException {
        while (!answer.isDone()) {
            try {
                answer.get(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.warn("Kafka does not respond; events wait in the outbox");
                requireLock(lock);
            } catch (ExecutionException e) {
                LOG.debug("Rejected", e);
            }
        }
    }

    private static ProducerRecord<String, String> record(OutboxMessage message) {
        String key = message.messageKey.isEmpty() ? null : message.messageKey;
        ProducerRecord<String, String> record = new ProducerRecord<>(message.topic, key, message.event);
        record.headers().add("content-type", Event.MEDIA_TYPE.getBytes(StandardCharsets.US_ASCII));
        if (message.trace != null) {
            record.headers().add("traceparent", message.trace.getBytes(StandardCharsets.US_ASCII));
        }
        return record;
    }

    private static void delete(Set<Long> acknowledged) {
        if (!acknowledged.isEmpty()) {
            QuarkusTransaction.requiringNew().run(() -> OutboxMessage.delete("id in ?1", acknowledged));
        }
    }

    /** Time limits that are set as {@code kafka.*} properties apply here too. */
    private Producer<String, String> producer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_EVENT);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BUFFER);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
