package org.edms.backup.service.backup;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.edms.backup.foundation.message.Inbox;
import org.edms.backup.model.audit.AuditEntry.Outcome;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.BackupEvent;
import org.edms.backup.model.event.Event;
import org.edms.backup.service.audit.AuditRecord;
import org.edms.backup.service.audit.AuditTrail;
import org.edms.backup.service.configuration.Configurations;

/** Takes backup requests from other services of the EDMS. Each is audited, including refused ones. */
@ApplicationScoped
class BackupRequestConsumer {

    private static final String ACTION = "KAFKA edms.backup.requests";

    private final Inbox inbox;
    private final BackupJobs jobs;
    private final Configurations configurations;
    private final AuditTrail trail;

    BackupRequestConsumer(Inbox inbox, BackupJobs jobs, Configurations configurations, AuditTrail trail) {
        this.inbox = inbox;
        this.jobs = jobs;
        this.configurations = configurations;
        this.trail = trail;
    }

    @Incoming("backup-requests")
    @Blocking
    void receive(String message) {
        try {
            inbox.process(message, this::request);
        } catch (BackupException e) {
            if (e.code() != ErrorCode.CANCELLED) {
                AuditRecord refused = new AuditRecord("unknown", ACTION, null, null, Outcome.REFUSED, e.getMessage());
                trail.append(refused);
            }
            throw e;
        }
    }

    private void request(Event event) {
        if (!(event.data() instanceof BackupEvent.Requested wanted)) {
            throw new BackupException(
                    ErrorCode.MESSAGE_UNREADABLE,
                    event.data().getClass().getSimpleName() + " is not a request for a backup");
        }
        String job = request(wanted);
        String from = event.source().toString();
        trail.append(new AuditRecord(wanted.requester(), ACTION, job, from, Outcome.DONE, wanted.reason()));
    }

    private String request(BackupEvent.Requested wanted) {
        if (wanted.configuration() == null) {
            return jobs.request(wanted.backupType(), wanted.reason(), wanted.requester())
                    .id()
                    .toString();
        }
        return jobs.request(configurations.get(wanted.configuration()), wanted.reason(), wanted.requester())
                .id()
                .toString();
    }
}
