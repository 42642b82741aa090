package org.edms.backup.service.health;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Checks whether Kafka responds. The result is cached for a few seconds. */
@Singleton
class KafkaProbe {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final Duration timeout;
    private Admin admin;
    private Answer last;

    KafkaProbe(@Identifier("default-kafka-broker") Map<String, Object> kafka, HealthSettings settings) {
        this.kafka = Map.copyOf(kafka);
        this.timeout = settings.application().kafkaTimeout();
    }

    /** @param problem why Kafka does not respond; null if it does */
    record Answer(String problem, long at) {}

    synchronized Answer probe() throws InterruptedException {
        if (last == null || System.nanoTime() - last.at() > REMEMBERED.toNanos()) {
            last = new Answer(problem(), System.nanoTime());
        }
        return last;
    }

    private String problem() throws InterruptedException {
        try {
            admin().describeCluster().nodes().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return "Kafka does not respond: " + e;
        }
    }

    private Admin admin() {
        if (admin == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.keySet().retainAll(AdminClientConfig.configNames());
            settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "health");
            admin = Admin.create(settings);
        }
        return admin;
    }

    String protocol() {
        return String.valueOf(kafka.getOrDefault("security.protocol", "PLAINTEXT"));
    }

    String servers() {
        return String.valueOf(kafka.get("bootstrap.servers"));
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
