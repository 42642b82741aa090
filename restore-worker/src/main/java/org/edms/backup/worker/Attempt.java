package org.edms.backup.worker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.edms.backup.foundation.message.Outbox;
import org.edms.backup.foundation.task.TaskLease;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ErrorKind;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.restore.RestoreReport;
import org.jboss.logging.Logger;

/**
 * One attempt at a restore: taken up, carried out, told. The end is told in the transaction in which the task goes, so that it
 * is told once; a worker that dies before leaves the task to another, which finds in the target what became of the restore.
 */
final class Attempt {

    private static final Logger LOG = Logger.getLogger(Attempt.class);

    private static final double NANOS = 1e9;

    /** Short: of several that wait, whoever looks at the right moment is next, and none shall wait for all the others. */
    private static final Duration WAIT = Duration.ofMillis(500);

    private final TaskLease lease;
    private final RestoreOrder order;
    private final Surroundings with;
    private final ProgressTelling progress;
    private final long startedAt = System.nanoTime();
    private volatile RestoreMeter meter;
    private boolean committed;
    private boolean waits;
    private RestoreReport failed;

    /** What attempts have in common. */
    record Surroundings(
            RestoreRun run,
            RestoreOrders orders,
            Outbox outbox,
            ReportLimit limit,
            RestoreMetrics metrics,
            WorkerSettings.Retry retry,
            String worker) {}

    Attempt(TaskLease lease, RestoreOrder order, Surroundings with) {
        this.lease = lease;
        this.order = order;
        this.with = with;
        this.meter = new RestoreMeter(lease);
        this.progress = new ProgressTelling(order.id(), lease, with.outbox());
    }

    void run() {
        int attempt = lease.task().attempt();
        lease.report(transaction -> with.outbox()
                .add(transaction, new RestoreEvent.Accepted(order.id(), with.worker(), attempt, order.dryRun())));
        lease.onHeartbeat(() -> progress.tell(meter.progress()));
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
        if (lease.task().attempt() > 1 && with.run().isCommitted(order)) {
            return answered();
        }
        if (lease.cancelledBy().isPresent()) {
            throw new BackupException(ErrorCode.CANCELLED, "before it began");
        }
        if (lease.task().attempt() > with.retry().attempts()) {
            throw new BackupException(
                    ErrorCode.INTERNAL_ERROR,
                    "it was taken up %d times and never came to an end"
                            .formatted(lease.task().attempt() - 1));
        }
        try {
            return withTarget();
        } catch (IOException | RuntimeException e) {
            if (!meter.isPastReturn() || !with.run().isCommitted(order)) {
                throw e;
            }
            LOG.warnf("The restore %s is committed, and its end is done again: %s", order.id(), e.getMessage());
            return answered();
        }
    }

    /** The target gives the report of what it holds already, and the files that are still to be placed are. */
    private RestoreReport answered() throws IOException {
        committed = true;
        lease.disableInterruption();
        return carriedOut();
    }

    /** Waits for another restore into the same target, as long as nothing of this one was done. */
    private RestoreReport withTarget() throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return carriedOut();
            } catch (BackupException e) {
                boolean patient =
                        System.nanoTime() - start < with.retry().lockPatience().toNanos();
                if (e.code() != ErrorCode.TARGET_LOCKED || !meter.isOpening() || !patient) {
                    throw e;
                }
                waitForTarget(e);
            }
        }
    }

    /** Also what only a defect throws, such as a stack that a package makes too deep, is a failure with a code. */
    private RestoreReport carriedOut() throws IOException {
        try {
            return with.run().run(order, meter, report -> failed = report);
        } catch (StackOverflowError | LinkageError | AssertionError e) {
            throw new BackupException(ErrorCode.INTERNAL_ERROR, e.toString(), e);
        }
    }

    private void waitForTarget(BackupException locked) throws IOException {
        if (!waits) {
            LOG.infof("The restore %s waits: %s", order.id(), locked.getMessage());
        }
        waits = true;
        meter = new RestoreMeter(lease);
        meter.phase("waiting for the target");
        try {
            TimeUnit.MILLISECONDS.sleep(WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("while waiting for the target");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private void end(RestoreReport report) {
        RestoreReport told = with.limit().fit(report);
        RestoreEvent event = report.failure() == null
                ? new RestoreEvent.Completed(order.id(), told)
                : new RestoreEvent.RolledBack(order.id(), report.failure(), told);
        end(event, report);
    }

    private void endWithout(Exception thrown) {
        if (lease.mustYield()) {
            LOG.infof("The restore %s is left to another worker", order.id());
            lease.requeue(Duration.ZERO, transaction -> {});
            return;
        }
        if (lease.cancelledBy().isPresent() && !committed) {
            String by = lease.cancelledBy().orElseThrow();
            end(new RestoreEvent.Failed(order.id(), new Failure(ErrorCode.CANCELLED, by)), null);
            return;
        }
        Failure failure = Failure.of(thrown);
        if (failure.code().kind() == ErrorKind.INTERNAL) {
            LOG.errorf(thrown, "The restore %s failed", order.id());
        }
        boolean again = failure.code().passes() || (committed && !lease.failedBefore(failure));
        if (again && lease.task().attempt() < with.retry().attempts()) {
            tryAgain(failure);
            return;
        }
        end(ending(failure), null);
    }

    private RestoreEvent ending(Failure failure) {
        if (committed) {
            String detail = "the rows are restored; " + failure.detail();
            return new RestoreEvent.Failed(order.id(), new Failure(failure.code(), detail));
        }
        return meter.isWriting() && failure.code() != ErrorCode.COMMIT_UNKNOWN
                ? new RestoreEvent.RolledBack(order.id(), failure, reportOfFailure())
                : new RestoreEvent.Failed(order.id(), failure, reportOfFailure());
    }

    private RestoreReport reportOfFailure() {
        return failed == null ? null : with.limit().fit(failed);
    }

    private void tryAgain(Failure failure) {
        int doublings = Math.min(lease.task().attempt() - 1, Integer.SIZE - 2);
        Duration pause = with.retry().pause().multipliedBy(1L << doublings);
        lease.requeue(
                shorter(pause, with.retry().longestPause()),
                failure,
                transaction -> progress.tell(transaction, meter.progress(), "waiting for another attempt"));
    }

    private void end(RestoreEvent event, RestoreReport report) {
        long bytes = meter.progress().bytes();
        lease.finish(transaction -> {
            with.outbox().add(transaction, event);
            with.orders().ended(transaction, order.id());
        });
        with.metrics().ended(order, event, report, bytes);
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
            boolean begun = failed.failure().code() != ErrorCode.CANCELLED
                    && failed.failure().code() != ErrorCode.CONFIRMATION_MISSING;
            LOG.logf(
                    begun ? Logger.Level.ERROR : Logger.Level.INFO,
                    "%s %s: %s seconds=%.1f %s",
                    kind,
                    begun ? "failed" : "not carried out",
                    what,
                    seconds,
                    failed.failure().message());
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
