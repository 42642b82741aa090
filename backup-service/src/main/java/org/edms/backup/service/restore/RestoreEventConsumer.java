package org.edms.backup.service.restore;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.edms.backup.foundation.message.Inbox;
import org.edms.backup.model.Progress;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.event.RestoreEvent;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.model.restore.RestoreReport;
import org.edms.backup.service.event.JobEvents;

/** Applies the events of restore workers to restore jobs. Late and repeated events do not change a job that is over. */
@ApplicationScoped
class RestoreEventConsumer {

    private final Inbox inbox;
    private final RestoreJobStore store;
    private final JobEvents events;
    private final Clock clock;
    private final RestoreMetrics metrics;

    RestoreEventConsumer(Inbox inbox, RestoreJobStore store, JobEvents events, Clock clock, RestoreMetrics metrics) {
        this.inbox = inbox;
        this.store = store;
        this.events = events;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Incoming("restore-events")
    @Blocking
    void receive(String message) {
        inbox.process(message, this::apply);
    }

    private void apply(Event event) {
        if (!(event.data() instanceof RestoreEvent reported) || reported instanceof RestoreEvent.Command) {
            throw new BackupException(
                    ErrorCode.MESSAGE_UNREADABLE,
                    event.data().getClass().getSimpleName() + " is not an event of a restore worker");
        }
        Optional<RestoreJob> job = store.lock(reported.job());
        if (job.isEmpty() || !(job.get().state() instanceof RestoreState.Open open)) {
            return;
        }
        events.record(reported.job().value(), event);
        change(job.get(), open, reported);
    }

    private void change(RestoreJob job, RestoreState.Open open, RestoreEvent reported) {
        Instant now = clock.instant();
        if (reported instanceof RestoreEvent.Accepted accepted) {
            store.update(in(job, new RestoreState.Planning(now, accepted.attempt()), job.progress()));
        } else if (reported instanceof RestoreEvent.Progressed progressed) {
            Progress progress = progressed.progress();
            store.update(in(job, RestoreTransitions.next(open, progress.phase(), now), progress));
        } else if (reported instanceof RestoreEvent.Completed completed) {
            completed(job, open, completed.report(), now);
        } else if (reported instanceof RestoreEvent.Failed failed) {
            ended(job, RestoreTransitions.failed(open, failed.failure(), now), failed.report());
        } else if (reported instanceof RestoreEvent.RolledBack back) {
            ended(job, RestoreTransitions.writing(open, now).rollBack(now, back.failure()), back.report());
        }
    }

    private void completed(RestoreJob job, RestoreState.Open open, RestoreReport report, Instant now) {
        RestoreState.Verifying verifying = RestoreTransitions.verifying(open, now);
        List<Failure> warnings = RestoreTransitions.warnings(report);
        ended(
                job,
                warnings.isEmpty() ? verifying.complete(now) : verifying.completeWithWarnings(now, warnings),
                report);
    }

    private void ended(RestoreJob job, RestoreState state, RestoreReport report) {
        store.update(in(job, state, job.progress()), report);
        metrics.ended(job, state, report);
    }

    private static RestoreJob in(RestoreJob job, RestoreState state, Progress progress) {
        return new RestoreJob(job.request(), job.undoes(), job.createdAt(), state, progress);
    }
}
