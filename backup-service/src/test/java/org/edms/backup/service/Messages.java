package org.edms.backup.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.EventData;

/** Kafka as other services use it. */
final class Messages {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Messages() {}

    static void send(String topic, String key, String value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Suite.running().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, value);
            message.headers().add("content-type", Event.MEDIA_TYPE.getBytes(StandardCharsets.US_ASCII));
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The first event of a topic that is looked for, whenever it came. */
    static EventData next(String topic, Predicate<Event> wanted) {
        return Event.parse(nextText(topic, text -> wanted.test(Event.parse(text))))
                .data();
    }

    static String nextText(String topic, Predicate<String> wanted) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        Suite.running().bootstrapServers(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "1000"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    if (wanted.test(message.value())) {
                        return message.value();
                    }
                }
            }
            throw new AssertionError("nothing of it in " + topic);
        }
    }
}
