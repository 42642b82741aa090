package org.edms.backup.suite;

import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.Topic;

/** Reads all events from Kafka, as another service would. */
final class Events {

    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final EventFormat format = EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE);
    private final String bootstrapServers;

    Events(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The types of the events of each key, in order. The CloudEvents SDK parses the events. */
    Map<String, List<String>> typesByKey() {
        Map<String, List<String>> types = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> message : all()) {
            String type = format.deserialize(message.value().getBytes(StandardCharsets.UTF_8))
                    .getType();
            types.computeIfAbsent(message.key(), key -> new ArrayList<>()).add(type);
        }
        return types;
    }

    /** The ids of all events, with duplicates. */
    List<String> ids() {
        return all().stream().map(message -> Event.parse(message.value()).id()).toList();
    }

    private List<ConsumerRecord<String, String>> all() {
        List<ConsumerRecord<String, String>> messages = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest",
                "max.partition.fetch.bytes",
                1 << 24);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(
                    Topic.BACKUP_EVENTS.topicName(),
                    Topic.RESTORE_REQUESTS.topicName(),
                    Topic.RESTORE_EVENTS.topicName(),
                    Topic.HEALTH_EVENTS.topicName()));
            long last = System.nanoTime();
            while (System.nanoTime() - last < SILENCE.toNanos() || messages.isEmpty()) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    messages.add(message);
                    last = System.nanoTime();
                }
            }
        }
        return messages;
    }
}
