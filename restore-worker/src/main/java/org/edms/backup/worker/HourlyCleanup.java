package org.edms.backup.worker;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edms.backup.foundation.message.Inbox;
import org.jboss.logging.Logger;

/** Deletes records of messages and orders so old that no sender repeats them. */
@Singleton
class HourlyCleanup {

    private static final Logger LOG = Logger.getLogger(HourlyCleanup.class);

    private final Inbox inbox;
    private final RestoreOrders orders;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cleanup");
        thread.setDaemon(true);
        return thread;
    });

    HourlyCleanup(Inbox inbox, RestoreOrders orders) {
        this.inbox = inbox;
        this.orders = orders;
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::clean, 1, 1, TimeUnit.HOURS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** Tries again in an hour, whatever failed: an exception would end the timer. */
    private void clean() {
        try {
            inbox.deleteOld();
            orders.deleteOld();
        } catch (RuntimeException e) {
            LOG.warnf("Cannot delete old messages and orders: %s", e.getMessage());
        }
    }
}
