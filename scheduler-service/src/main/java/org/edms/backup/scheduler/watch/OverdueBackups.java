package org.edms.backup.scheduler.watch;

import java.util.List;
import java.util.Optional;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.SystemStatus;
import org.edms.backup.scheduler.alert.DetectedProblem;
import org.edms.backup.scheduler.alert.WatchResult;

/** Configurations without a good backup for longer than their schedule allows. */
record OverdueBackups(SystemStatus status) {

    WatchResult result() {
        List<DetectedProblem> problems = status.configurations().stream()
                .filter(ConfigurationStatus::overdue)
                .map(this::problem)
                .toList();
        return new WatchResult(IncidentKind.BACKUP_OVERDUE, problems, this::resolution);
    }

    private DetectedProblem problem(ConfigurationStatus configuration) {
        if (configuration.lastGood() == null) {
            return new DetectedProblem(
                    configuration.name(), HealthStatus.CRITICAL, "There is no good backup yet.", status.at());
        }
        return new DetectedProblem(
                configuration.name(),
                HealthStatus.CRITICAL,
                "The last good backup is from " + configuration.lastGood() + ".",
                configuration.lastGood());
    }

    private Optional<String> resolution(Incident incident) {
        return Optional.of(status.configurations().stream()
                .filter(configuration -> configuration.name().equals(incident.subject()))
                .findFirst()
                .map(OverdueBackups::resolution)
                .orElse("The configuration was deleted."));
    }

    private static String resolution(ConfigurationStatus configuration) {
        return configuration.lastGood() == null
                ? "It is no longer due."
                : "The last good backup is from " + configuration.lastGood() + ".";
    }
}
