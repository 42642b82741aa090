package org.edms.backup.service.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edms.backup.model.health.HealthStatus;

/** The metrics and problems that a check found. */
final class CheckResult {

    private final Map<String, Double> metrics = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private HealthStatus status = HealthStatus.HEALTHY;

    CheckResult metric(String name, double value) {
        metrics.put(name, value);
        return this;
    }

    CheckResult metric(String name, long value) {
        return metric(name, (double) value);
    }

    void warning(String problem) {
        add(HealthStatus.WARNING, problem);
    }

    void critical(String problem) {
        add(HealthStatus.CRITICAL, problem);
    }

    /** Records a metric, and a problem if it exceeds a limit. */
    void atMost(String name, double value, Limit limit, String problem) {
        metric(name, value);
        if (value >= limit.critical()) {
            critical(problem);
        } else if (value >= limit.warning()) {
            warning(problem);
        }
    }

    private void add(HealthStatus found, String problem) {
        status = found.compareTo(status) > 0 ? found : status;
        problems.add(problem);
    }

    /** The values from which a metric is a warning or critical. */
    record Limit(double warning, double critical) {}

    HealthStatus status() {
        return status;
    }

    Map<String, Double> metrics() {
        return Map.copyOf(metrics);
    }

    String message() {
        return problems.isEmpty() ? "no problems" : String.join("; ", problems);
    }
}
