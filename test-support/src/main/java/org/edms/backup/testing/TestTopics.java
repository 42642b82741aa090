package org.edms.backup.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** Separate topics for a test, on the broker of this test process. */
public final class TestTopics implements AutoCloseable {

    private final String bootstrapServers;
    private final String prefix;
    private final List<String> created = new ArrayList<>();

    TestTopics(String bootstrapServers, String prefix) {
        this.bootstrapServers = bootstrapServers;
        this.prefix = prefix;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Creates a topic and returns its name, which begins with the prefix of the test. */
    public String create(String name, int partitions) {
        String topic = prefix + name;
        ask(admin -> admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all());
        created.add(topic);
        return topic;
    }

    @Override
    public void close() {
        if (!created.isEmpty()) {
            ask(admin -> admin.deleteTopics(created).all());
            created.clear();
        }
    }

    private void ask(Function<Admin, KafkaFuture<Void>> request) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            request.apply(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was asked", e);
        }
    }
}
