package org.edms.backup.worker;

import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.event.Topic;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;

/** The rest of the suite on Kafka: requests restores and receives their events. */
@Singleton
class Topics {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Map<String, Object> kafka;
    private final UuidV7 ids;
    private final Clock clock;

    Topics(UuidV7 ids, Clock clock) {
        this.kafka = Map.of("bootstrap.servers", WorkerEnvironment.running().bootstrapServers());
        this.ids = ids;
        this.clock = clock;
    }

    Event eventOf(EventData data) {
        return Event.of(ids.next().toString(), URI.create("/test"), clock.instant(), null, data);
    }

    void send(EventData data) {
        send(data.topic().topicName(), data.key(), eventOf(data).toJson());
    }

    void send(String topic, String key, String message) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, message)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All events of a restore up to its end. Each message is a valid CloudEvent. */
    List<RestoreEvent> untilTheEnd(RestoreJobId id) {
        return until(id, Topics::ends);
    }

    /** All events of a restore so far. */
    List<RestoreEvent> soFar(RestoreJobId id) {
        String mark = ids.next().toString();
        send(
                Topic.RESTORE_EVENTS.topicName(),
                id.toString(),
                eventOf(new RestoreEvent.Accepted(id, mark, 0)).toJson());
        List<RestoreEvent> events = until(
                id,
                event -> event instanceof RestoreEvent.Accepted accepted
                        && accepted.worker().equals(mark));
        return events.subList(0, events.size() - 1);
    }

    List<RestoreEvent> until(RestoreJobId id, Predicate<RestoreEvent> last) {
        List<RestoreEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, String> record : read(
                Topic.RESTORE_EVENTS.topicName(), each -> id.toString().equals(each.key()) && last.test(event(each)))) {
            if (id.toString().equals(record.key())) {
                events.add(event(record));
            }
        }
        return events;
    }

    static boolean ends(RestoreEvent event) {
        return event instanceof RestoreEvent.Completed
                || event instanceof RestoreEvent.Failed
                || event instanceof RestoreEvent.RolledBack;
    }

    private static RestoreEvent event(ConsumerRecord<String, String> record) {
        EventFormatProvider.getInstance()
                .resolveFormat(JsonFormat.CONTENT_TYPE)
                .deserialize(record.value().getBytes(StandardCharsets.UTF_8));
        return (RestoreEvent) Event.parse(record.value()).data();
    }

    /** All messages up to the first match. */
    List<ConsumerRecord<String, String>> read(String topic, Predicate<ConsumerRecord<String, String>> last) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    read.add(record);
                    if (last.test(record)) {
                        return read;
                    }
                }
            }
        }
        throw new AssertionError("No match within " + TIMEOUT + "; received: " + read);
    }
}
