package org.edms.backup.scheduler.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.model.id.UuidV7;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Wires incidents to the channels that are on, and delivers every few seconds. */
@Singleton
class Alerts {

    private static final Logger LOG = Logger.getLogger(Alerts.class);

    private final Incidents incidents;
    private final Deliveries deliveries;
    private final List<String> channels;

    Alerts(
            Jdbi jdbi,
            UuidV7 ids,
            Clock clock,
            Outbox outbox,
            @All List<Channel> all,
            AlertSettings settings,
            MeterRegistry metrics) {
        List<Channel> on = all.stream().filter(Channel::isOn).toList();
        this.channels = on.stream().map(Channel::name).toList();
        this.incidents = new Incidents(jdbi, ids, clock, new Telling(channels, settings.events(), outbox, ids, clock));
        this.deliveries = new Deliveries(jdbi, on, settings, metrics);
    }

    @Produces
    @Singleton
    Incidents incidents() {
        return incidents;
    }

    void warnWhenNobodyIsTold(@Observes StartupEvent event) {
        if (channels.isEmpty()) {
            LOG.warn("Alerts reach nobody: set edms.scheduler.mail.to or edms.scheduler.webhook.url");
        }
    }

    @Scheduled(
            identity = "deliveries",
            every = "${edms.scheduler.tick}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void deliver() {
        try {
            deliveries.run();
        } catch (JdbiException e) {
            LOG.warnf("Alerts wait for the service database: %s", e.getMessage());
        }
    }

    @Scheduled(identity = "forget-incidents", every = "24h", delayed = "1m")
    void forgetOld() {
        try {
            deliveries.forgetOld();
        } catch (JdbiException e) {
            LOG.warnf("Old incidents stay until tomorrow: %s", e.getMessage());
        }
    }
}
