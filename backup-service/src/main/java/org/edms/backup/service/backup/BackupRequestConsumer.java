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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Other services of the EDMS ask for backups. What they ask for is in the audit trail, also when it is refused. */
@ApplicationScoped
class BackupRequestConsumer {

    private static final String ACTION = "KAFKA edms.backup.requests";

    private final Jdbi jdbi;
    private final Inbox inbox;
    private final BackupJobs jobs;
    private final Configurations configurations;
    private final AuditTrail trail;

    BackupRequestConsumer(
            Jdbi jdbi, Inbox inbox, BackupJobs jobs, Configurations configurations, AuditTrail trail) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.jobs = jobs;
        this.configurations = configurations;
        this.trail = trail;
    }

    @Incoming("backup-requests")
    @Blocking
    void take(String message) {
        try {
            inbox.process(message, this::ask);
        } catch (BackupException e) {
            if (e.code() != ErrorCode.CANCELLED) {
                AuditRecord refused = new AuditRecord("unknown", ACTION, null, null, Outcome.REFUSED, e.getMessage());
                jdbi.useTransaction(transaction -> trail.append(transaction, refused));
            }
            throw e;
        }
    }

    private void ask(Handle transaction, Event event) {
        if (!(event.data() instanceof BackupEvent.Requested wanted)) {
            throw new BackupException(
                    ErrorCode.MESSAGE_UNREADABLE,
                    event.data().getClass().getSimpleName() + " is no request for a backup");
        }
        String job = ask(transaction, wanted);
        String from = event.source().toString();
        trail.append(
                transaction, new AuditRecord(wanted.requester(), ACTION, job, from, Outcome.DONE, wanted.reason()));
    }

    private String ask(Handle transaction, BackupEvent.Requested wanted) {
        if (wanted.configuration() == null) {
            return jobs.request(transaction, wanted.backupType(), wanted.reason(), wanted.requester())
                    .id()
                    .toString();
        }
        return jobs.request(
                        transaction, configurations.get(wanted.configuration()), wanted.reason(), wanted.requester())
                .id()
                .toString();
    }
}
