package org.edms.backup.service.system;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import org.edms.backup.foundation.message.Inbox;
import org.edms.backup.service.access.IdempotencyCleanup;
import org.edms.backup.service.audit.ForgottenCalls;
import org.edms.backup.service.event.JobEvents;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/** What is not needed any more goes, once an hour. */
@Singleton
class HourlyCleanup {

    private static final Logger LOG = Logger.getLogger(HourlyCleanup.class);

    private final Inbox inbox;
    private final JobEvents events;
    private final IdempotencyCleanup idempotency;
    private final ForgottenCalls calls;

    HourlyCleanup(Inbox inbox, JobEvents events, IdempotencyCleanup idempotency, ForgottenCalls calls) {
        this.inbox = inbox;
        this.events = events;
        this.idempotency = idempotency;
        this.calls = calls;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            calls.enter();
            inbox.deleteOld();
            events.deleteExpired();
            idempotency.deleteExpired();
        } catch (JdbiException e) {
            LOG.warnf("What is not needed any more stays for another hour: %s", e.getMessage());
        }
    }
}
