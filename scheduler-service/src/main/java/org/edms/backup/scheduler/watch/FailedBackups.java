package org.edms.backup.scheduler.watch;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.id.ConfigurationId;
import org.edms.backup.model.job.BackupState;
import org.edms.backup.model.job.Outcome;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.SystemStatus;
import org.edms.backup.scheduler.alert.DetectedProblem;
import org.edms.backup.scheduler.alert.WatchResult;

/**
 * Failed backups. The next good backup of the configuration clears the incident, however long that takes. The incident of a
 * backup without a configuration is cleared when the backup is no longer watched.
 *
 * @param failed newest first
 */
record FailedBackups(List<BackupJob> failed, List<BackupConfiguration> configurations, SystemStatus status) {

    WatchResult result() {
        Map<ConfigurationId, String> names =
                configurations.stream().collect(Collectors.toMap(BackupConfiguration::id, BackupConfiguration::name));
        Set<String> seen = new HashSet<>();
        List<DetectedProblem> problems = failed.stream()
                .flatMap(job -> problem(job, names))
                .filter(problem -> seen.add(problem.subject()))
                .filter(problem -> !isFollowedByGoodBackup(problem.subject(), problem.since()))
                .toList();
        return new WatchResult(IncidentKind.BACKUP_FAILED, problems, this::resolution);
    }

    private static Stream<DetectedProblem> problem(BackupJob job, Map<ConfigurationId, String> names) {
        if (job.configuration() == null) {
            return Stream.of(problem(job, job.backupType() + " " + job.id()));
        }
        // The backups of a deleted configuration are not watched.
        return Optional.ofNullable(names.get(job.configuration())).map(name -> problem(job, name)).stream();
    }

    private static DetectedProblem problem(BackupJob job, String subject) {
        BackupState state = job.state();
        if (state instanceof Outcome.Failed outcome) {
            return new DetectedProblem(
                    subject, HealthStatus.CRITICAL, outcome.failure().message(), outcome.since());
        }
        return new DetectedProblem(
                subject, HealthStatus.CRITICAL, state.status().name(), job.createdAt());
    }

    private Optional<String> resolution(Incident incident) {
        boolean known = configurations.stream()
                .anyMatch(configuration -> configuration.name().equals(incident.subject()));
        if (!known) {
            return Optional.of("The backup is no longer watched.");
        }
        return isFollowedByGoodBackup(incident.subject(), incident.since())
                ? lastGood(incident.subject()).map(at -> "The last good backup is from " + at + ".")
                : Optional.empty();
    }

    private boolean isFollowedByGoodBackup(String configuration, Instant failedAt) {
        return lastGood(configuration).filter(good -> good.isAfter(failedAt)).isPresent();
    }

    private Optional<Instant> lastGood(String configuration) {
        return status.configurations().stream()
                .filter(candidate -> candidate.name().equals(configuration))
                .map(ConfigurationStatus::lastGood)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }
}
