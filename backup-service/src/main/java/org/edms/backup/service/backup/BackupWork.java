package org.edms.backup.service.backup;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.engine.backup.Backup;
import org.edms.backup.engine.backup.BackupRequest;
import org.edms.backup.engine.backup.BackupResult;
import org.edms.backup.engine.pack.container.Compression;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.store.PackageStore;
import org.edms.backup.engine.store.PackageStores;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.foundation.task.LeaseLost;
import org.edms.backup.foundation.task.TaskLease;
import org.edms.backup.foundation.task.TaskWork;
import org.edms.backup.model.Phase;
import org.edms.backup.model.Progress;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.backup.StoredPackage;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ErrorKind;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.BackupEvent;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.id.PackageId;
import org.edms.backup.model.job.BackupState;
import org.edms.backup.service.edms.Edms;
import org.edms.backup.service.event.JobEvents;
import org.jboss.logging.Logger;

/**
 * Makes the backup of a job. The job ends in one transaction with its event. A service that dies before that leaves a task that
 * another replica restarts, and at most a partial file, which the next backup removes.
 */
@Singleton
class BackupWork implements TaskWork {

    static final String KIND = "backup";

    private static final Logger LOG = Logger.getLogger(BackupWork.class);
    private static final int ATTEMPTS = 4;
    private static final double MILLIS = 1000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

    private final BackupJobStore store;
    private final JobEvents events;
    private final Edms edms;
    private final Clock clock;
    private final BackupMetrics metrics;

    BackupWork(BackupJobStore store, JobEvents events, Edms edms, Clock clock, BackupMetrics metrics) {
        this.store = store;
        this.events = events;
        this.edms = edms;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(TaskLease lease) throws IOException {
        BackupJobId id = new BackupJobId(lease.task().id());
        BackupOrder order = store.order(id);
        if (lease.cancelledBy().isPresent() || lease.task().attempt() > ATTEMPTS) {
            end(lease, id, tooManyAttempts(lease));
            return;
        }
        PackageStore packages = edms.stores().at(order.storagePath());
        Meter meter = new Meter();
        long start = System.nanoTime();
        try {
            begin(lease, id);
            lease.onHeartbeat(new ProgressReport(id, meter, lease)::report);
            BackupResult made = make(packages, request(id, order), meter, lease);
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            if (made.manifest().database() != null) {
                LOG.infof("Backup %s: model: %s", id, made.manifest().database().model());
            }
            complete(lease, id, order, made, duration);
        } catch (BackupException e) {
            failed(lease, id, e);
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            failed(lease, id, new BackupException(failure.code(), failure.detail(), e));
        }
    }

    @Override
    public void fail(TaskLease lease, Failure failure) {
        end(lease, new BackupJobId(lease.task().id()), new BackupException(failure.code(), failure.detail()));
    }

    private static BackupException tooManyAttempts(TaskLease lease) {
        return new BackupException(
                ErrorCode.INTERNAL_ERROR,
                "%d attempts did not finish".formatted(lease.task().attempt() - 1));
    }

    private void begin(TaskLease lease, BackupJobId id) {
        lease.report(() -> {
            BackupJob job = store.lock(id);
            Instant now = clock.instant();
            BackupState.Pending pending = pending(job.state(), now);
            store.update(BackupJobs.in(job, pending.start(now)));
            events.publish(
                    id.value(), new BackupEvent.Started(id, store.order(id).configuration(), job.backupType()));
        });
    }

    /** A job whose service died starts again. */
    private static BackupState.Pending pending(BackupState state, Instant now) {
        if (state instanceof BackupState.Running running) {
            return running.retry(now);
        }
        if (state instanceof BackupState.Verifying verifying) {
            return verifying.retry(now);
        }
        return (BackupState.Pending) state;
    }

    /** Makes a full package if there is no earlier one to build on, as for the first backup. */
    private BackupResult make(PackageStore packages, BackupRequest request, Meter meter, TaskLease lease)
            throws IOException {
        try {
            return backup(packages, request, meter, lease).run();
        } catch (BackupException e) {
            if (e.code() != ErrorCode.CHAIN_BROKEN) {
                throw e;
            }
            LOG.infof(
                    "Making a full backup, because there is no earlier one to build on: %s",
                    e.failure().detail());
            return backup(packages, request.ofType(BackupType.FULL), meter, lease)
                    .run();
        }
    }

    /** Disables interruption before the package is published: a package of a cancelled job would belong to nobody. */
    private Backup backup(PackageStore packages, BackupRequest request, Meter meter, TaskLease lease) {
        return new Backup(packages, request, clock, meter).disableInterruptionWith(lease::disableInterruption);
    }

    private BackupRequest request(BackupJobId id, BackupOrder order) throws IOException {
        BackupJob job = store.get(id);
        return new BackupRequest(
                order.type(),
                edms.source(),
                new BackupRequest.Choice(order.includeUsers(), false, true, null, edms.warnBelowPercent()),
                new BackupRequest.To(
                        null,
                        false,
                        order.compress() ? Compression.ZSTD : Compression.NONE,
                        order.encrypt() ? edms.recipients() : List.of(),
                        edms.identities()),
                order.configuration(),
                job.requestedBy(),
                edms.tool(),
                edms.parallelism());
    }

    private void complete(TaskLease lease, BackupJobId id, BackupOrder order, BackupResult made, Duration duration) {
        StoredPackage stored = made.stored();
        String path = order.storagePath().isEmpty() ? stored.name() : order.storagePath() + "/" + stored.name();
        StoredPackage kept = new StoredPackage(stored.id(), path, stored.bytes(), stored.sha256());
        List<Failure> warnings = BackupWarnings.of(made.manifest());
        try {
            finish(lease, id, kept, duration, warnings, made.manifest());
        } catch (LeaseLost e) {
            discardUnlessStored(id, kept);
            throw e;
        }
        metrics.completed(order.type(), duration, stored.bytes(), warnings.isEmpty());
        log(id, order, kept, made.manifest(), duration, warnings.size());
    }

    private static void log(
            BackupJobId id, BackupOrder order, StoredPackage kept, Manifest manifest, Duration duration, int warnings) {
        LOG.infof(
                "Backup completed: job=%s configuration=%s type=%s package=%s bytes=%d rows=%d files=%d seconds=%.1f"
                        + " warnings=%d",
                id,
                order.configuration(),
                manifest.header().type(),
                kept.name(),
                kept.bytes(),
                manifest.database() == null ? 0 : manifest.database().rows(),
                manifest.roots().stream().mapToLong(Manifest.Root::files).sum(),
                duration.toMillis() / MILLIS,
                warnings);
    }

    private void finish(
            TaskLease lease,
            BackupJobId id,
            StoredPackage kept,
            Duration duration,
            List<Failure> warnings,
            Manifest manifest) {
        lease.finish(() -> {
            BackupJob job = store.lock(id);
            Instant now = clock.instant();
            BackupState.Verifying verifying = verifying(job.state(), now);
            BackupState state =
                    warnings.isEmpty() ? verifying.complete(now) : verifying.completeWithWarnings(now, warnings);
            store.update(BackupJobs.with(job, state, kept, job.progress()));
            store.setRequiredPackages(id, needs(manifest));
            events.publish(id.value(), new BackupEvent.Completed(id, kept, duration, warnings));
        });
    }

    /** Another replica makes the package of this job, unless the commit succeeded and only its response was lost. */
    private void discardUnlessStored(BackupJobId id, StoredPackage made) {
        if (!made.equals(store.get(id).backupPackage())) {
            PackageStores.Located located = edms.stores().locate(made.name());
            located.store().delete(located.name());
        }
    }

    private static Set<PackageId> needs(Manifest manifest) {
        return Stream.concat(manifest.chain().stream(), Stream.ofNullable(manifest.parent()))
                .map(Manifest.Link::id)
                .collect(Collectors.toSet());
    }

    private static BackupState.Verifying verifying(BackupState state, Instant now) {
        return state instanceof BackupState.Running running ? running.verify(now) : (BackupState.Verifying) state;
    }

    private void failed(TaskLease lease, BackupJobId id, BackupException failure) {
        if (lease.cancelledBy().isEmpty() && lease.mustYield()) {
            putBack(lease, id, Duration.ZERO);
            return;
        }
        if (lease.cancelledBy().isEmpty()
                && failure.code().isTransient()
                && lease.task().attempt() < ATTEMPTS) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << (lease.task().attempt() - 1));
            LOG.warnf("Retrying in %s: %s", pause, failure.getMessage());
            putBack(lease, id, pause);
            return;
        }
        end(lease, id, failure);
    }

    private void putBack(TaskLease lease, BackupJobId id, Duration pause) {
        lease.requeue(pause, () -> {
            BackupJob job = store.lock(id);
            store.update(BackupJobs.in(job, pending(job.state(), clock.instant())));
        });
    }

    private void end(TaskLease lease, BackupJobId id, BackupException failure) {
        AtomicReference<BackupJob> ended = new AtomicReference<>();
        lease.finish(() -> {
            BackupJob job = store.lock(id);
            ended.set(job);
            BackupState.Open open = (BackupState.Open) job.state();
            Instant now = clock.instant();
            if (lease.cancelledBy().isPresent()) {
                String by = lease.cancelledBy().get();
                store.update(BackupJobs.in(job, open.cancel(now, by)));
                events.publish(id.value(), new BackupEvent.Cancelled(id, by));
                metrics.ended(job.backupType(), "cancelled");
                return;
            }
            store.update(BackupJobs.in(job, open.fail(now, failure.failure())));
            events.publish(id.value(), new BackupEvent.Failed(id, failure.failure()));
            metrics.ended(job.backupType(), "failed");
        });
        if (ended.get() != null) {
            log(lease, ended.get(), failure);
        }
    }

    private void log(TaskLease lease, BackupJob job, BackupException failure) {
        Duration sinceAskedFor = Duration.between(job.createdAt(), clock.instant());
        String what = String.format(
                Locale.ROOT,
                "job=%s configuration=%s type=%s seconds=%.1f",
                job.id(),
                job.configuration(),
                job.backupType(),
                sinceAskedFor.toMillis() / MILLIS);
        if (lease.cancelledBy().isPresent()) {
            LOG.infof("Backup cancelled: %s by=%s", what, lease.cancelledBy().get());
        } else if (failure.code().kind() == ErrorKind.INTERNAL) {
            LOG.errorf(failure, "Backup failed: %s %s", what, failure.getMessage());
        } else {
            LOG.errorf("Backup failed: %s %s", what, failure.getMessage());
        }
    }

    /** Stores and publishes the progress of a job when it has changed. */
    private final class ProgressReport {

        private final BackupJobId id;
        private final Meter meter;
        private final TaskLease lease;
        private Progress reported;

        ProgressReport(BackupJobId id, Meter meter, TaskLease lease) {
            this.id = id;
            this.meter = meter;
            this.lease = lease;
        }

        void report() {
            Progress now = meter.progress();
            if (now.equals(reported)) {
                return;
            }
            lease.report(() -> store(now));
            reported = now;
        }

        private void store(Progress now) {
            BackupJob job = store.lock(id);
            BackupState state = now.phase() == Phase.VERIFYING && job.state() instanceof BackupState.Running running
                    ? running.verify(clock.instant())
                    : job.state();
            store.update(BackupJobs.with(job, state, null, now));
            events.publish(id.value(), new BackupEvent.Progressed(id, now));
        }
    }
}
