package org.edms.backup.scheduler.watch;

import java.util.List;
import java.util.Optional;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.SystemStatus;
import org.edms.backup.scheduler.alert.Finding;
import org.edms.backup.scheduler.alert.Survey;

/** Configurations that have had no good backup for longer than their schedule allows. */
record Overdue(SystemStatus status) {

    Survey survey() {
        List<Finding> findings = status.configurations().stream()
                .filter(ConfigurationStatus::overdue)
                .map(this::finding)
                .toList();
        return new Survey(IncidentKind.BACKUP_OVERDUE, findings, this::resolution);
    }

    private Finding finding(ConfigurationStatus configuration) {
        if (configuration.lastGood() == null) {
            return new Finding(
                    configuration.name(), HealthStatus.CRITICAL, "There has been no good backup yet.", status.at());
        }
        return new Finding(
                configuration.name(),
                HealthStatus.CRITICAL,
                "The last good backup is of " + configuration.lastGood() + ".",
                configuration.lastGood());
    }

    private Optional<String> resolution(Incident incident) {
        return Optional.of(status.configurations().stream()
                .filter(configuration -> configuration.name().equals(incident.subject()))
                .findFirst()
                .map(Overdue::resolution)
                .orElse("There is no such configuration any more."));
    }

    private static String resolution(ConfigurationStatus configuration) {
        return configuration.lastGood() == null
                ? "It is not due any more."
                : "The last good backup is of " + configuration.lastGood() + ".";
    }
}
