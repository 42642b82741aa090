package org.edms.backup.service.backup;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.edms.backup.foundation.message.Arrivals;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.BackupEvent;
import org.edms.backup.model.event.Event;
import org.edms.backup.service.configuration.Configurations;
import org.jdbi.v3.core.Handle;

/** Other services of the EDMS ask for backups. */
@ApplicationScoped
class BackupRequests {

    private final Arrivals arrivals;
    private final BackupJobs jobs;
    private final Configurations configurations;

    BackupRequests(Arrivals arrivals, BackupJobs jobs, Configurations configurations) {
        this.arrivals = arrivals;
        this.jobs = jobs;
        this.configurations = configurations;
    }

    @Incoming("backup-requests")
    @Blocking
    void take(String message) {
        arrivals.take(message, this::ask);
    }

    private void ask(Handle transaction, Event event) {
        if (!(event.data() instanceof BackupEvent.Requested wanted)) {
            throw new BackupException(
                    ErrorCode.MESSAGE_UNREADABLE,
                    event.data().getClass().getSimpleName() + " is no request for a backup");
        }
        if (wanted.configuration() == null) {
            jobs.ask(transaction, wanted.backupType(), wanted.reason(), wanted.requester());
            return;
        }
        jobs.ask(transaction, configurations.get(wanted.configuration()), wanted.reason(), wanted.requester());
    }
}
