package org.edms.backup.scheduler.watch;

import java.util.List;
import java.util.Optional;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.scheduler.alert.Finding;
import org.edms.backup.scheduler.alert.Survey;

/** Health checks that fail. Only one that is well again ends the incident: a warning in between does not. */
record Health(List<HealthCheck> checks, boolean warnings) {

    Survey survey() {
        List<Finding> findings = checks.stream()
                .filter(this::fails)
                .map(check -> new Finding(check.checkType().name(), check.status(), check.message(), check.checkedAt()))
                .toList();
        return new Survey(IncidentKind.HEALTH_CHECK_FAILING, findings, this::resolution);
    }

    private boolean fails(HealthCheck check) {
        return switch (check.status()) {
            case HEALTHY -> false;
            case WARNING -> warnings;
            case CRITICAL -> true;
        };
    }

    private Optional<String> resolution(Incident incident) {
        return checks.stream()
                .filter(check -> check.checkType().name().equals(incident.subject()))
                .filter(check -> check.status() == HealthStatus.HEALTHY)
                .map(HealthCheck::message)
                .findFirst();
    }
}
