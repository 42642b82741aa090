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

/** Says when no message can come, and why: a consumer that Kafka refuses tries again for ever, without a word. */
@Singleton
class ConsumerWatchdog {

    private static final Logger LOG = Logger.getLogger(ConsumerWatchdog.class);
    private static final String LAST_BEAT = "last-heartbeat-seconds-ago";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaClientService clients;
    private final Duration pause;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hearing");
        thread.setDaemon(true);
        return thread;
    });

    ConsumerWatchdog(
            KafkaClientService clients,
            @ConfigProperty(name = "edms.kafka.watch", defaultValue = "30s") Duration pause) {
        this.clients = clients;
        this.pause = pause;
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::listen, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void listen() {
        for (String channel : clients.getConsumerChannels()) {
            try {
                listen(channel);
            } catch (RuntimeException e) {
                LOG.warnf("Whether messages of %s can come, is not known: %s", channel, e);
            }
        }
    }

    private void listen(String channel) {
        KafkaConsumer<?, ?> consumer = clients.getConsumer(channel);
        if (!isInItsGroup(consumer.unwrap())) {
            consumer.runOnPollingThread(ConsumerWatchdog::ask)
                    .subscribe()
                    .with(
                            nothing -> LOG.warnf("No message of %s can come: not in its group yet", channel),
                            failure -> LOG.warnf("No message of %s can come: %s", channel, failure));
        }
    }

    /** Who is in, shows it every few seconds, with or without a partition to read. */
    private boolean isInItsGroup(Consumer<?, ?> consumer) {
        return consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(LAST_BEAT))
                .map(Metric::metricValue)
                .mapToDouble(seconds -> (Double) seconds)
                .anyMatch(seconds -> seconds >= 0 && seconds <= pause.toSeconds() + PATIENCE.toSeconds());
    }

    /** Something that takes what reading takes, and fails with the reason. */
    private static void ask(Consumer<?, ?> consumer) {
        for (String topic : consumer.subscription()) {
            consumer.committed(Set.of(new TopicPartition(topic, 0)), PATIENCE);
        }
    }
}
