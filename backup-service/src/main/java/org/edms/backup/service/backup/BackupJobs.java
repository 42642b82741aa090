package org.edms.backup.service.backup;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.edms.backup.foundation.task.Tasks;
import org.edms.backup.model.Progress;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.event.BackupEvent;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.ConfigurationId;
import org.edms.backup.model.id.UuidV7;
import org.edms.backup.model.job.BackupState;
import org.edms.backup.service.edms.Edms;
import org.edms.backup.service.event.JobEvents;

/** Requests, cancels and pins backups. */
@Singleton
@Transactional
public class BackupJobs {

    private static final Set<BackupType> CHAINED =
            Set.of(BackupType.FULL, BackupType.INCREMENTAL, BackupType.DIFFERENTIAL);

    private final BackupJobStore store;
    private final Tasks tasks;
    private final JobEvents events;
    private final Edms edms;
    private final Clock clock;
    private final UuidV7 ids;

    BackupJobs(BackupJobStore store, Tasks tasks, JobEvents events, Edms edms, Clock clock, UuidV7 ids) {
        this.store = store;
        this.tasks = tasks;
        this.events = events;
        this.edms = edms;
        this.clock = clock;
        this.ids = ids;
    }

    BackupJob request(BackupConfiguration configuration, String reason, String by) {
        return request(configuration.id(), BackupOrder.of(configuration), reason, by);
    }

    /** @param type null for the type of the configuration; otherwise a type of the same chain */
    BackupJob request(BackupConfiguration configuration, BackupType type, String reason, String by) {
        BackupOrder order = BackupOrder.of(configuration);
        if (type == null || type == order.type()) {
            return request(configuration.id(), order, reason, by);
        }
        if (!CHAINED.contains(type) || !CHAINED.contains(order.type())) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "the configuration %s makes packages of the type %s, not %s"
                            .formatted(configuration.name(), order.type(), type));
        }
        return request(configuration.id(), order.ofType(type), reason, by);
    }

    BackupJob request(BackupType type, String reason, String by) {
        return request(null, BackupOrder.of(type), reason, by);
    }

    BackupJob request(ConfigurationId configuration, BackupOrder order, String reason, String by) {
        if (order.encrypt() && edms.recipients().isEmpty()) {
            throw new BackupException(ErrorCode.CONFIGURATION_INVALID, "encryption requires edms.backup.recipients");
        }
        Instant now = clock.instant();
        BackupJob job = new BackupJob(
                new BackupJobId(ids.next()),
                configuration,
                order.type(),
                by,
                reason,
                now,
                BackupState.Pending.first(now),
                null,
                null,
                false);
        store.insert(job, order);
        tasks.add(job.id().value(), BackupWork.KIND);
        return job;
    }

    /** A waiting job is cancelled at once; a running one stops as soon as it notices. */
    BackupJob cancel(BackupJobId id, String by) {
        BackupJob job = store.lock(id);
        if (!(job.state() instanceof BackupState.Open open)) {
            throw new BackupException(ErrorCode.ILLEGAL_STATE, "the job is " + job.status());
        }
        if (!tasks.cancel(id.value(), by)) {
            return job;
        }
        BackupJob cancelled = in(job, open.cancel(clock.instant(), by));
        store.update(cancelled);
        events.publish(id.value(), new BackupEvent.Cancelled(id, by));
        return cancelled;
    }

    BackupJob pin(BackupJobId id, boolean pinned) {
        BackupJob job = store.lock(id);
        BackupJob changed = new BackupJob(
                job.id(),
                job.configuration(),
                job.backupType(),
                job.requestedBy(),
                job.reason(),
                job.createdAt(),
                job.state(),
                job.backupPackage(),
                job.progress(),
                pinned);
        store.update(changed);
        return changed;
    }

    /** Removes the package from its job before its file is deleted, so that nobody can request it. */
    public void detachPackage(BackupJobId id) {
        BackupJob job = store.lock(id);
        store.update(with(job, job.state(), null, job.progress()));
    }

    BackupJob find(UUID id) {
        return store.get(new BackupJobId(id));
    }

    static BackupJob in(BackupJob job, BackupState state) {
        return with(job, state, job.backupPackage(), job.progress());
    }

    static BackupJob with(BackupJob job, BackupState state, StoredPackage made, Progress progress) {
        return new BackupJob(
                job.id(),
                job.configuration(),
                job.backupType(),
                job.requestedBy(),
                job.reason(),
                job.createdAt(),
                state,
                made,
                progress,
                job.pinned());
    }
}
