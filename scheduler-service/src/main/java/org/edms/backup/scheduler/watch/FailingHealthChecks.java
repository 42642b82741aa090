package org.edms.backup.scheduler.watch;

import java.util.List;
import java.util.Optional;
import org.edms.backup.model.health.HealthCheck;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.scheduler.alert.DetectedProblem;
import org.edms.backup.scheduler.alert.WatchResult;

/** Failing health checks. Only a healthy check clears the incident; a warning in between does not. */
record FailingHealthChecks(List<HealthCheck> checks, boolean warnings) {

    WatchResult result() {
        List<DetectedProblem> problems = checks.stream()
                .filter(this::fails)
                .map(check -> new DetectedProblem(
                        check.checkType().name(), check.status(), check.message(), check.checkedAt()))
                .toList();
        return new WatchResult(IncidentKind.HEALTH_CHECK_FAILING, problems, this::resolution);
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
