package org.edms.backup.scheduler.watch;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.job.RestoreState;
import org.edms.backup.model.restore.RestoreJob;
import org.edms.backup.scheduler.alert.DetectedProblem;
import org.edms.backup.scheduler.alert.WatchResult;

/**
 * Restores that failed or were rolled back. The incident is cleared when the same package has been restored, or when the failed
 * restore is no longer watched.
 */
record FailedRestores(List<RestoreJob> failed, List<RestoreJob> good) {

    /** Ignores dry runs: a failed one does no harm, and a successful one restores nothing. */
    FailedRestores {
        failed = failed.stream().filter(job -> !job.dryRun()).toList();
        good = good.stream().filter(job -> !job.dryRun()).toList();
    }

    WatchResult result() {
        Set<String> seen = new HashSet<>();
        List<DetectedProblem> problems = failed.stream()
                .sorted(Comparator.comparing(RestoreJob::createdAt).reversed())
                .filter(job -> seen.add(subject(job)))
                .filter(job -> lastGood(subject(job))
                        .filter(at -> at.isAfter(job.createdAt()))
                        .isEmpty())
                .map(FailedRestores::problem)
                .toList();
        return new WatchResult(IncidentKind.RESTORE_FAILED, problems, this::resolution);
    }

    private static String subject(RestoreJob job) {
        return job.undoes() == null ? job.request().packageName() : "undo of " + job.undoes();
    }

    private static DetectedProblem problem(RestoreJob job) {
        RestoreState state = job.state();
        if (state instanceof Outcome.Failed outcome) {
            return new DetectedProblem(
                    subject(job), HealthStatus.CRITICAL, outcome.failure().message(), outcome.since());
        }
        if (state instanceof RestoreState.RolledBack outcome) {
            String message = "Rolled back. " + outcome.failure().message();
            return new DetectedProblem(subject(job), HealthStatus.CRITICAL, message, outcome.since());
        }
        return new DetectedProblem(
                subject(job), HealthStatus.CRITICAL, state.status().name(), job.createdAt());
    }

    private Optional<String> resolution(Incident incident) {
        return Optional.of(lastGood(incident.subject())
                .map(at -> "A later restore succeeded; it was requested at " + at + ".")
                .orElse("The restore is no longer watched."));
    }

    private Optional<Instant> lastGood(String subject) {
        return good.stream()
                .filter(job -> subject(job).equals(subject))
                .map(RestoreJob::createdAt)
                .max(Comparator.naturalOrder());
    }
}
