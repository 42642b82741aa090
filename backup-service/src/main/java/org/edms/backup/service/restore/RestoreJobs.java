package org.edms.backup.service.restore;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
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

/** Requests, cancels and undoes restores, which workers execute. */
@Singleton
@Transactional
class RestoreJobs {

    private final RestoreJobStore store;
    private final BackupJobStore backups;
    private final JobEvents events;
    private final Clock clock;
    private final UuidV7 ids;

    RestoreJobs(RestoreJobStore store, BackupJobStore backups, JobEvents events, Clock clock, UuidV7 ids) {
        this.store = store;
        this.backups = backups;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Locks the backup job until the restore is stored, so that retention cannot delete its package meanwhile. The code in a
     * package that this system made is trusted.
     */
    RestoreJob request(BackupJobId backup, RestoreOptions options, boolean confirmed, String by) {
        BackupJob job = backups.lock(backup);
        if (job.backupPackage() == null) {
            throw new BackupException(ErrorCode.ILLEGAL_STATE, "the backup job " + backup + " has no package");
        }
        RestoreOptions known = (options == null ? RestoreOptions.defaults() : options).trustingCode();
        return request(backup.value(), job.backupPackage(), known, confirmed, by);
    }

    /** @param backup the job that made the package; null for one that was uploaded */
    RestoreJob request(UUID backup, StoredPackage stored, RestoreOptions options, boolean confirmed, String by) {
        RestoreRequest request = new RestoreRequest(
                new RestoreJobId(ids.next()),
                stored.name(),
                stored.sha256(),
                options == null ? RestoreOptions.defaults() : options,
                by);
        return request(backup, request, confirmed, null);
    }

    RestoreJob undo(RestoreJobId id, String by) {
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
        return request(null, request, true, id);
    }

    private RestoreJob request(UUID backup, RestoreRequest request, boolean confirmed, RestoreJobId undoes) {
        Instant now = clock.instant();
        RestoreJob job = new RestoreJob(request, undoes, now, RestoreState.Pending.first(now), null);
        store.insert(job, backup);
        events.publish(request.id().value(), new RestoreEvent.Requested(request, confirmed, undoes));
        return job;
    }

    /** Asks the worker to stop; it ends the job, unless the job ends first. */
    RestoreJob cancel(RestoreJobId id, String by) {
        RestoreJob job =
                store.lock(id).orElseThrow(() -> new BackupException(ErrorCode.NOT_FOUND, "the restore " + id));
        if (!(job.state() instanceof RestoreState.Open)) {
            throw new BackupException(ErrorCode.ILLEGAL_STATE, "the restore is " + job.status());
        }
        events.publish(id.value(), new RestoreEvent.CancelRequested(id, by));
        return job;
    }
}
