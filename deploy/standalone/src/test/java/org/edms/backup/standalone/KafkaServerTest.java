package org.edms.backup.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {

    @TempDir
    Path directory;

    @Test
    void aMessageSurvivesARestart() throws Exception {
        // given
        try (KafkaServer server = KafkaServer.start(directory, FreePort.find())) {
            send(server, "still here");
        }

        // when
        try (KafkaServer server = KafkaServer.start(directory, FreePort.find())) {

            // then
            assertThat(receive(server)).containsExactly("still here");
        }
    }

    private static void send(KafkaServer server, String message) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", server.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("kept", message)).get();
        }
    }

    private static List<String> receive(KafkaServer server) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", server.bootstrapServers(),
                "group.id", "readers",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("kept"));
            for (int attempt = 0; attempt < 20; attempt++) {
                var records = consumer.poll(Duration.ofSeconds(1));
                if (!records.isEmpty()) {
                    return java.util.stream.StreamSupport.stream(records.spliterator(), false)
                            .map(message -> message.value())
                            .toList();
                }
            }
            return List.of();
        }
    }
}
