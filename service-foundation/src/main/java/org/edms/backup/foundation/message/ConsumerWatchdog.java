package org.edms.backup.foundation.message;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Logs when a consumer cannot receive messages, and why: a consumer that Kafka rejects retries forever and logs nothing. */
@Singleton
class ConsumerWatchdog {

    private static final Logger LOG = Logger.getLogger(ConsumerWatchdog.class);
    private static final String LAST_HEARTBEAT = "last-heartbeat-seconds-ago";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final KafkaClientService clients;
    private final Duration interval;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "consumer-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    ConsumerWatchdog(
            KafkaClientService clients,
            @ConfigProperty(name = "edms.kafka.watch", defaultValue = "30s") Duration interval) {
        this.clients = clients;
        this.interval = interval;
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::check, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void check() {
        for (String channel : clients.getConsumerChannels()) {
            try {
                check(channel);
            } catch (RuntimeException e) {
                LOG.warnf("Cannot check the consumer of %s: %s", channel, e);
            }
        }
    }

    private void check(String channel) {
        KafkaConsumer<?, ?> consumer = clients.getConsumer(channel);
        if (!hasJoinedGroup(consumer.unwrap())) {
            consumer.runOnPollingThread(ConsumerWatchdog::probe)
                    .subscribe()
                    .with(
                            done -> LOG.warnf(
                                    "The consumer of %s receives nothing: it has not joined its group", channel),
                            failure -> LOG.warnf("The consumer of %s receives nothing: %s", channel, failure));
        }
    }

    /** A member sends a heartbeat every few seconds, with or without a partition to read. */
    private boolean hasJoinedGroup(Consumer<?, ?> consumer) {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(LAST_HEARTBEAT))
                .map(Metric::metricValue)
                .mapToDouble(seconds -> (Double) seconds)
                .anyMatch(seconds -> seconds >= 0 && seconds <= interval.toSeconds() + TIMEOUT.toSeconds());
    }

    /** A request that needs the same rights as reading does, and fails with the reason. */
    private static void probe(Consumer<?, ?> consumer) {
        for (String topic : consumer.subscription()) {
            consumer.committed(Set.of(new TopicPartition(topic, 0)), TIMEOUT);
        }
    }
}
