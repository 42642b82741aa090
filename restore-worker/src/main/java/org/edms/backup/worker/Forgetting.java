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
import org.jdbi.v3.core.JdbiException;

/** Forgets messages and requests that are so old that nobody sends them again. */
@Singleton
class Forgetting {

    private static final Logger LOG = Logger.getLogger(Forgetting.class);

    private final Inbox inbox;
    private final RestoreOrders orders;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "forgetting");
        thread.setDaemon(true);
        return thread;
    });

    Forgetting(Inbox inbox, RestoreOrders orders) {
        this.inbox = inbox;
        this.orders = orders;
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::forget, 1, 1, TimeUnit.HOURS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void forget() {
        try {
            inbox.deleteOld();
            orders.forgetOld();
        } catch (JdbiException e) {
            LOG.warnf("What is old was not forgotten: %s", e.getMessage());
        }
    }
}
