package org.edms.backup.scheduler.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.Failure;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.id.ConfigurationId;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.scheduler.alert.DetectedProblem;
import org.edms.backup.scheduler.alert.WatchResult;

/**
 * Backups with no tables, or much less data than the previous one. The next backup of normal size clears the incident of a
 * configuration.
 *
 * @param completed with and without warnings
 */
record ShrunkBackups(List<BackupJob> completed, List<BackupConfiguration> configurations) {

    private static final Set<ErrorCode> SUSPECT = Set.of(ErrorCode.DATABASE_EMPTY, ErrorCode.BACKUP_SHRUNK);

    WatchResult result() {
        List<DetectedProblem> problems = Stream.concat(
                        configurations.stream()
                                .flatMap(configuration -> latest(configuration.id()).stream()
                                        .flatMap(job -> problem(job, configuration.name()).stream())),
                        completed.stream()
                                .filter(job -> job.configuration() == null)
                                .flatMap(job -> problem(job, job.backupType() + " " + job.id()).stream()))
                .toList();
        return new WatchResult(IncidentKind.BACKUP_SHRUNK, problems, this::resolution);
    }

    private Optional<BackupJob> latest(ConfigurationId configuration) {
        return completed.stream()
                .filter(job -> configuration.equals(job.configuration()))
                .max(Comparator.comparing(BackupJob::createdAt));
    }

    private static Optional<DetectedProblem> problem(BackupJob job, String subject) {
        if (!(job.state() instanceof Outcome.CompletedWithWarnings outcome)) {
            return Optional.empty();
        }
        List<Failure> suspect = outcome.warnings().stream()
                .filter(warning -> SUSPECT.contains(warning.code()))
                .toList();
        if (suspect.isEmpty()) {
            return Optional.empty();
        }
        String message = suspect.stream().map(Failure::message).collect(Collectors.joining(" "));
        return Optional.of(new DetectedProblem(subject, HealthStatus.CRITICAL, message, outcome.since()));
    }

    private Optional<String> resolution(Incident incident) {
        Optional<ConfigurationId> configuration = configurations.stream()
                .filter(each -> each.name().equals(incident.subject()))
                .map(BackupConfiguration::id)
                .findFirst();
        if (configuration.isEmpty()) {
            return Optional.of("The backup is no longer watched.");
        }
        Function<BackupJob, String> good = job -> "The backup of " + job.createdAt() + " is of normal size.";
        return latest(configuration.get()).map(good);
    }
}
