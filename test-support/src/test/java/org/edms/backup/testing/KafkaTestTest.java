package org.edms.backup.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@KafkaTest
class KafkaTestTest {

    @Test
    void twoTestsHaveDifferentTopics(TestTopics mine, TestTopics another) {
        assertThat(mine.create("events", 1)).isNotEqualTo(another.create("events", 1));
    }

    @Test
    void aTopicAcceptsMessages(TestTopics topics) throws ExecutionException, InterruptedException {
        // given
        String topic = topics.create("events", 2);

        // when
        Map<String, Object> config = Map.of("bootstrap.servers", topics.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            var stored = producer.send(new ProducerRecord<>(topic, 1, "key", "value"))
                    .get();

            // then
            assertThat(stored.offset()).isZero();
        }
    }

    @Test
    void topicsAreDeletedAfterTheTest(TestTopics topics) {
        // given
        String topic = topics.create("events", 1);

        // when
        topics.close();

        // then: the broker confirms before its own list is up to date
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topics.bootstrapServers()))) {
            await().untilAsserted(
                            () -> assertThat(admin.listTopics().names().get()).doesNotContain(topic));
        }
    }
}
