package org.edms.backup.suite;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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

    /**
     * The types of the events of each key, in order. An event with a known id was sent again by a service that was killed before it
     * noted that it had sent it. The CloudEvents SDK parses the events.
     */
    Map<String, List<String>> typesByKey() {
        Map<String, List<String>> types = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (ConsumerRecord<String, String> message : all()) {
            CloudEvent event = format.deserialize(message.value().getBytes(StandardCharsets.UTF_8));
            if (known.add(event.getId())) {
                types.computeIfAbsent(message.key(), key -> new ArrayList<>()).add(event.getType());
            }
        }
        return types;
    }

    /** The ids of all events, with duplicates. */
    List<String> ids() {
        return ids(all().stream());
    }

    /** The ids of the events with a key, with duplicates. */
    List<String> idsOf(String key) {
        return ids(all().stream().filter(message -> message.key().equals(key)));
    }

    private static List<String> ids(Stream<ConsumerRecord<String, String>> messages) {
        return messages.map(message -> Event.parse(message.value()).id()).toList();
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
