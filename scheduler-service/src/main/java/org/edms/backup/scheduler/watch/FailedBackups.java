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
import org.edms.backup.scheduler.alert.Finding;
import org.edms.backup.scheduler.alert.Survey;

/**
 * Backups that failed. One of a configuration is over with the configuration's next good one, however long that takes; one
 * that somebody asked for without a configuration is over when it is no longer looked for.
 *
 * @param failed newest first
 */
record FailedBackups(List<BackupJob> failed, List<BackupConfiguration> configurations, SystemStatus status) {

    Survey survey() {
        Map<ConfigurationId, String> names =
                configurations.stream().collect(Collectors.toMap(BackupConfiguration::id, BackupConfiguration::name));
        Set<String> seen = new HashSet<>();
        List<Finding> findings = failed.stream()
                .flatMap(job -> finding(job, names))
                .filter(finding -> seen.add(finding.subject()))
                .filter(finding -> !isFollowedByAGoodOne(finding.subject(), finding.since()))
                .toList();
        return new Survey(IncidentKind.BACKUP_FAILED, findings, this::resolution);
    }

    private static Stream<Finding> finding(BackupJob job, Map<ConfigurationId, String> names) {
        if (job.configuration() == null) {
            return Stream.of(finding(job, job.backupType() + " " + job.id()));
        }
        // Of a configuration that is gone, nobody waits for a backup.
        return Optional.ofNullable(names.get(job.configuration())).map(name -> finding(job, name)).stream();
    }

    private static Finding finding(BackupJob job, String subject) {
        BackupState state = job.state();
        if (state instanceof Outcome.Failed outcome) {
            return new Finding(subject, HealthStatus.CRITICAL, outcome.failure().message(), outcome.since());
        }
        return new Finding(subject, HealthStatus.CRITICAL, state.status().name(), job.createdAt());
    }

    private Optional<String> resolution(Incident incident) {
        boolean known = configurations.stream()
                .anyMatch(configuration -> configuration.name().equals(incident.subject()));
        if (!known) {
            return Optional.of("Nobody waits for this backup any more.");
        }
        return isFollowedByAGoodOne(incident.subject(), incident.since())
                ? lastGood(incident.subject()).map(at -> "The last good backup is of " + at + ".")
                : Optional.empty();
    }

    private boolean isFollowedByAGoodOne(String configuration, Instant failedAt) {
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
