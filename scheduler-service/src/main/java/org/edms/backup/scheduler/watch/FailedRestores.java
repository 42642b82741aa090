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
import org.edms.backup.scheduler.alert.Finding;
import org.edms.backup.scheduler.alert.Survey;

/**
 * Restores that failed or were rolled back. It is over when the same package has been restored after all, or when the failed
 * restore is no longer looked for.
 */
record FailedRestores(List<RestoreJob> failed, List<RestoreJob> good) {

    /** A dry run changes nothing: that it failed harms nobody, and that it succeeded restores nothing. */
    FailedRestores {
        failed = failed.stream().filter(job -> !job.dryRun()).toList();
        good = good.stream().filter(job -> !job.dryRun()).toList();
    }

    Survey survey() {
        Set<String> seen = new HashSet<>();
        List<Finding> findings = failed.stream()
                .sorted(Comparator.comparing(RestoreJob::createdAt).reversed())
                .filter(job -> seen.add(subject(job)))
                .filter(job -> lastGood(subject(job))
                        .filter(at -> at.isAfter(job.createdAt()))
                        .isEmpty())
                .map(FailedRestores::finding)
                .toList();
        return new Survey(IncidentKind.RESTORE_FAILED, findings, this::resolution);
    }

    private static String subject(RestoreJob job) {
        return job.undoes() == null ? job.request().packageName() : "undo of " + job.undoes();
    }

    private static Finding finding(RestoreJob job) {
        RestoreState state = job.state();
        if (state instanceof Outcome.Failed outcome) {
            return new Finding(
                    subject(job), HealthStatus.CRITICAL, outcome.failure().message(), outcome.since());
        }
        if (state instanceof RestoreState.RolledBack outcome) {
            String message = "Rolled back. " + outcome.failure().message();
            return new Finding(subject(job), HealthStatus.CRITICAL, message, outcome.since());
        }
        return new Finding(subject(job), HealthStatus.CRITICAL, state.status().name(), job.createdAt());
    }

    private Optional<String> resolution(Incident incident) {
        return Optional.of(lastGood(incident.subject())
                .map(at -> "It was done after all; asked for at " + at + ".")
                .orElse("Nobody has tried again for a long time."));
    }

    private Optional<Instant> lastGood(String subject) {
        return good.stream()
                .filter(job -> subject(job).equals(subject))
                .map(RestoreJob::createdAt)
                .max(Comparator.naturalOrder());
    }
}
