package org.edms.backup.service.system;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import org.edms.backup.foundation.message.Inbox;
import org.edms.backup.service.access.IdempotencyCleanup;
import org.edms.backup.service.audit.PendingRequests;
import org.edms.backup.service.event.JobEvents;
import org.jboss.logging.Logger;

/** Deletes expired data once an hour. */
@Singleton
class HourlyCleanup {

    private static final Logger LOG = Logger.getLogger(HourlyCleanup.class);

    private final Inbox inbox;
    private final JobEvents events;
    private final IdempotencyCleanup idempotency;
    private final PendingRequests pending;

    HourlyCleanup(Inbox inbox, JobEvents events, IdempotencyCleanup idempotency, PendingRequests pending) {
        this.inbox = inbox;
        this.events = events;
        this.idempotency = idempotency;
        this.pending = pending;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            pending.recordAbandoned();
            inbox.deleteOld();
            events.deleteExpired();
            idempotency.deleteExpired();
        } catch (RuntimeException e) {
            LOG.warnf("Cleanup failed; it runs again in an hour: %s", e.getMessage());
        }
    }
}
