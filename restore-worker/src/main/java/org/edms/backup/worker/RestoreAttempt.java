package org.edms.backup.worker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.edms.backup.engine.work.Meter;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.foundation.task.TaskLease;
import org.edms.backup.model.Phase;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ErrorKind;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.restore.RestoreReport;
import org.jboss.logging.Logger;

/**
 * One attempt at a restore. The final event is written in the transaction that deletes the task, so it is sent once. If the
 * worker dies before that, another takes over and finds in the target whether the restore was committed.
 */
final class RestoreAttempt {

    private static final Logger LOG = Logger.getLogger(RestoreAttempt.class);

    private static final double NANOS = 1e9;

    /** Short, because waiting restores race for the lock: a long pause would let the same one lose every time. */
    private static final Duration LOCK_RETRY_INTERVAL = Duration.ofMillis(500);

    private final TaskLease lease;
    private final RestoreOrder order;
    private final Dependencies dependencies;
    private final ProgressReporter progress;
    private final long startedAt = System.nanoTime();
    private volatile Meter meter = new Meter();
    private boolean mayBeCommitted;
    private boolean committed;
    private boolean waiting;
    private RestoreReport failed;

    /** What all attempts share. */
    record Dependencies(
            RestoreRun run,
            RestoreOrders orders,
            Outbox outbox,
            ReportLimit limit,
            RestoreMetrics metrics,
            WorkerSettings.Retry retry,
            String worker) {}

    RestoreAttempt(TaskLease lease, RestoreOrder order, Dependencies dependencies) {
        this.lease = lease;
        this.order = order;
        this.dependencies = dependencies;
        this.progress = new ProgressReporter(order.id(), lease, dependencies.outbox());
    }

    void run() {
        int attempt = lease.task().attempt();
        lease.report(() -> dependencies
                .outbox()
                .add(new RestoreEvent.Accepted(order.id(), dependencies.worker(), attempt, order.dryRun())));
        lease.onHeartbeat(() -> progress.report(meter.progress()));
        RestoreReport report;
        try {
            report = restored();
        } catch (IOException | RuntimeException e) {
            endWithout(e);
            return;
        }
        end(report);
    }

    private RestoreReport restored() throws IOException {
        if (lease.task().attempt() > 1 && dependencies.run().isCommitted(order)) {
            return completed();
        }
        if (lease.cancelledBy().isPresent()) {
            throw new BackupException(ErrorCode.CANCELLED, "before it started");
        }
        if (lease.task().attempt() > dependencies.retry().attempts()) {
            throw new BackupException(
                    ErrorCode.INTERNAL_ERROR,
                    "%d attempts ended without a result".formatted(lease.task().attempt() - 1));
        }
        try {
            return withTarget();
        } catch (IOException | RuntimeException e) {
            if (!mayBeCommitted || !dependencies.run().isCommitted(order)) {
                throw e;
            }
            LOG.warnf("Restore %s is committed; completing it after a failure: %s", order.id(), e.getMessage());
            return completed();
        }
    }

    /** Places the remaining files and returns the report that the target stores. */
    private RestoreReport completed() throws IOException {
        committed = true;
        disableInterruption();
        return carriedOut();
    }

    /** Runs before the commit. After it, the restore may be committed even if it fails. */
    private void disableInterruption() {
        mayBeCommitted = true;
        lease.disableInterruption();
    }

    /** Waits while another restore holds the target, provided that this one has not started. */
    private RestoreReport withTarget() throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return carriedOut();
            } catch (BackupException e) {
                boolean mayWait = System.nanoTime() - start
                        < dependencies.retry().lockPatience().toNanos();
                if (e.code() != ErrorCode.TARGET_LOCKED || meter.progress().phase() != Phase.OPENING || !mayWait) {
                    throw e;
                }
                waitForTarget(e);
            }
        }
    }

    /** Errors that only a defect causes, such as a stack overflow from a deeply nested package, become failures with a code. */
    private RestoreReport carriedOut() throws IOException {
        try {
            return dependencies.run().run(order, meter, this::disableInterruption, report -> failed = report);
        } catch (StackOverflowError | LinkageError | AssertionError e) {
            throw new BackupException(ErrorCode.INTERNAL_ERROR, e.toString(), e);
        }
    }

    private void waitForTarget(BackupException locked) throws IOException {
        if (!waiting) {
            LOG.infof("Restore %s waits: %s", order.id(), locked.getMessage());
        }
        waiting = true;
        meter = new Meter();
        meter.enter(Phase.WAITING_FOR_TARGET);
        try {
            TimeUnit.MILLISECONDS.sleep(LOCK_RETRY_INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("while waiting for the target");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private void end(RestoreReport report) {
        RestoreReport shortened = dependencies.limit().fit(report);
        RestoreEvent event = report.failure() == null
                ? new RestoreEvent.Completed(order.id(), shortened)
                : new RestoreEvent.RolledBack(order.id(), report.failure(), shortened);
        end(event, report);
    }

    private void endWithout(Exception thrown) {
        if (lease.mustYield()) {
            LOG.infof("Leaving restore %s to another worker", order.id());
            lease.requeue(Duration.ZERO, () -> {});
            return;
        }
        if (lease.cancelledBy().isPresent() && !committed) {
            String by = lease.cancelledBy().orElseThrow();
            end(new RestoreEvent.Failed(order.id(), new Failure(ErrorCode.CANCELLED, by)), null);
            return;
        }
        Failure failure = Failure.of(thrown);
        if (failure.code().kind() == ErrorKind.INTERNAL) {
            LOG.errorf(thrown, "Restore %s failed", order.id());
        }
        boolean retryable = failure.code().isTransient() || (committed && !lease.failedBefore(failure));
        if (retryable && lease.task().attempt() < dependencies.retry().attempts()) {
            retry(failure);
            return;
        }
        end(ending(failure), null);
    }

    private RestoreEvent ending(Failure failure) {
        if (committed) {
            String detail = "the rows are restored; " + failure.detail();
            return new RestoreEvent.Failed(order.id(), new Failure(failure.code(), detail));
        }
        return isRolledBack(failure.code())
                ? new RestoreEvent.RolledBack(order.id(), failure, reportOfFailure())
                : new RestoreEvent.Failed(order.id(), failure, reportOfFailure());
    }

    /**
     * Nothing is rolled back if the outcome of the commit is unknown, or if files could not be put back. An undo that fails while
     * it places files leaves the rest to the next undo.
     */
    private boolean isRolledBack(ErrorCode failure) {
        if (failure == ErrorCode.COMMIT_UNKNOWN || failure == ErrorCode.UNDO_UNFINISHED) {
            return false;
        }
        Phase phase = meter.progress().phase();
        return phase.writesTarget() && (order.undoes() == null || phase != Phase.PLACING_FILES);
    }

    private RestoreReport reportOfFailure() {
        return failed == null ? null : dependencies.limit().fit(failed);
    }

    private void retry(Failure failure) {
        int doublings = Math.min(lease.task().attempt() - 1, Integer.SIZE - 2);
        Duration pause = dependencies.retry().pause().multipliedBy(1L << doublings);
        lease.requeue(
                shorter(pause, dependencies.retry().longestPause()),
                failure,
                () -> progress.reportPhase(meter.progress(), Phase.WAITING_FOR_RETRY));
    }

    private void end(RestoreEvent event, RestoreReport report) {
        long bytes = meter.progress().bytes();
        lease.finish(() -> {
            dependencies.outbox().add(event);
            dependencies.orders().end(order.id());
        });
        dependencies.metrics().ended(order, event, report, bytes);
        log(event, report, bytes);
    }

    private void log(RestoreEvent event, RestoreReport report, long bytes) {
        boolean undo = order.undoes() != null;
        String kind = undo ? "Undo" : "Restore";
        String what = undo
                ? "job=%s undoes=%s".formatted(order.id(), order.undoes())
                : "job=%s package=%s mode=%s%s"
                        .formatted(
                                order.id(),
                                order.request().packageName(),
                                order.request().options().mode(),
                                order.dryRun() ? " dry-run" : "");
        double seconds = (System.nanoTime() - startedAt) / NANOS;
        if (event instanceof RestoreEvent.Completed && report != null) {
            LOG.infof(
                    "%s completed: %s rows=%d bytes=%d seconds=%.1f warnings=%d",
                    kind,
                    what,
                    report.rows().inPackage(),
                    bytes,
                    seconds,
                    report.warnings().size());
        } else if (event instanceof RestoreEvent.RolledBack back) {
            LOG.errorf(
                    "%s rolled back: %s seconds=%.1f %s",
                    kind, what, seconds, back.failure().message());
        } else if (event instanceof RestoreEvent.Failed failed) {
            boolean started = failed.failure().code() != ErrorCode.CANCELLED
                    && failed.failure().code() != ErrorCode.CONFIRMATION_MISSING;
            LOG.logf(
                    started ? Logger.Level.ERROR : Logger.Level.INFO,
                    "%s %s: %s seconds=%.1f %s",
                    kind,
                    started ? "failed" : "not carried out",
                    what,
                    seconds,
                    failed.failure().message());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
