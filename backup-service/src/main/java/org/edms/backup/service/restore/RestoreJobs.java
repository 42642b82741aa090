package org.edms.backup.service.restore;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.RestoreJobId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreRequest;
import org.edms.backup.service.backup.BackupJobStore;
import org.edms.backup.service.event.JobEvents;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Asking the workers for restores, for their end and for their undoing. */
@Singleton
class RestoreJobs {

    private final Jdbi jdbi;
    private final RestoreJobStore store;
    private final BackupJobStore backups;
    private final JobEvents events;
    private final Clock clock;
    private final UuidV7 ids;

    RestoreJobs(Jdbi jdbi, RestoreJobStore store, BackupJobStore backups, JobEvents events, Clock clock, UuidV7 ids) {
        this.jdbi = jdbi;
        this.store = store;
        this.backups = backups;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * The job is held until the restore is written down, so that its package does not go in between. The package is one of ours,
     * whichever version has made it.
     */
    RestoreJob request(Handle transaction, BackupJobId backup, RestoreOptions options, boolean confirmed, String by) {
        BackupJob job = backups.lock(transaction, backup);
        if (job.backupPackage() == null) {
            throw new BackupException(ErrorCode.ILLEGAL_STATE, "the backup job " + backup + " has no package");
        }
        RestoreOptions known = (options == null ? RestoreOptions.defaults() : options).trustingCode();
        return request(transaction, backup.value(), job.backupPackage(), known, confirmed, by);
    }

    /** @param backup the job that made the package; null for one that was uploaded */
    RestoreJob request(
            Handle transaction,
            UUID backup,
            StoredPackage stored,
            RestoreOptions options,
            boolean confirmed,
            String by) {
        RestoreRequest request = new RestoreRequest(
                new RestoreJobId(ids.next()),
                stored.name(),
                stored.sha256(),
                options == null ? RestoreOptions.defaults() : options,
                by);
        return request(transaction, backup, request, confirmed, null);
    }

    RestoreJob undo(Handle transaction, RestoreJobId id, String by) {
        RestoreJob undone = store.get(id);
        if (undone.dryRun()) {
            throw new BackupException(
                    ErrorCode.ILLEGAL_STATE, "the restore " + id + " was a dry run: it changed nothing");
        }
        if (!(undone.state() instanceof Outcome.Completed)
                && !(undone.state() instanceof Outcome.CompletedWithWarnings)) {
            throw new BackupException(ErrorCode.ILLEGAL_STATE, "the restore is " + undone.status());
        }
        RestoreRequest request = new RestoreRequest(
                new RestoreJobId(ids.next()),
                undone.request().packageName(),
                undone.request().packageSha256(),
                undone.request().options(),
                by);
        return request(transaction, null, request, true, id);
    }

    private RestoreJob request(
            Handle transaction, UUID backup, RestoreRequest request, boolean confirmed, RestoreJobId undoes) {
        Instant now = clock.instant();
        RestoreJob job = new RestoreJob(request, undoes, now, RestoreState.Pending.first(now), null);
        store.insert(transaction, job, backup);
        events.publish(transaction, request.id().value(), new RestoreEvent.Requested(request, confirmed, undoes));
        return job;
    }

    /** The worker ends it, if it has not ended by then. */
    RestoreJob cancel(RestoreJobId id, String by) {
        return jdbi.inTransaction(transaction -> {
            RestoreJob job = store.lock(transaction, id)
                    .orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the restore " + id));
            if (!(job.state() instanceof RestoreState.Open)) {
                throw new BackupException(ErrorCode.ILLEGAL_STATE, "the restore is " + job.status());
            }
            events.publish(transaction, id.value(), new RestoreEvent.CancelRequested(id, by));
            return job;
        });
    }
}
