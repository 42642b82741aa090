package org.edms.backup.service.system;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import org.edms.backup.foundation.message.Arrivals;
import org.edms.backup.service.access.Answers;
import org.edms.backup.service.audit.ForgottenCalls;
import org.edms.backup.service.event.JobEvents;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/** What is not needed any more goes, once an hour. */
@Singleton
class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    private final Arrivals arrivals;
    private final JobEvents events;
    private final Answers answers;
    private final ForgottenCalls calls;

    Upkeep(Arrivals arrivals, JobEvents events, Answers answers, ForgottenCalls calls) {
        this.arrivals = arrivals;
        this.events = events;
        this.answers = answers;
        this.calls = calls;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            calls.enter();
            arrivals.forgetOld();
            events.forgetOld();
            answers.forgetOld();
        } catch (JdbiException e) {
            LOG.warnf("What is not needed any more stays for another hour: %s", e.getMessage());
        }
    }
}
