package org.edms.backup.scheduler.alert;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.edms.backup.foundation.database.TransientFailures;
import org.jboss.logging.Logger;

/** Schedules the delivery of alerts. */
@Singleton
class Alerts {

    private static final Logger LOG = Logger.getLogger(Alerts.class);

    private final Deliveries deliveries;

    Alerts(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    void warnWithoutChannels(@Observes StartupEvent event) {
        if (!deliveries.hasChannels()) {
            LOG.warn("No channel for alerts: set edms.scheduler.mail.to or edms.scheduler.webhook.url");
        }
    }

    @Scheduled(
            identity = "deliveries",
            every = "${edms.scheduler.tick}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void deliver() {
        try {
            deliveries.run();
        } catch (RuntimeException e) {
            TransientFailures.rethrowOthers(e);
            LOG.warnf("Alerts wait for the service database: %s", e.getMessage());
        }
    }

    @Scheduled(identity = "delete-incidents", every = "24h", delayed = "1m")
    void deleteOld() {
        try {
            deliveries.deleteOld();
        } catch (RuntimeException e) {
            TransientFailures.rethrowOthers(e);
            LOG.warnf("Old incidents are deleted tomorrow: %s", e.getMessage());
        }
    }
}
