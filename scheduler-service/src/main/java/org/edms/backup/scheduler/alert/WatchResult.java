package org.edms.backup.scheduler.alert;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;

/**
 * All current problems of one kind.
 *
 * @param problems each raises an incident unless one is open
 * @param resolution how an incident without a current problem was resolved; empty if that is not known yet
 */
public record WatchResult(
        IncidentKind kind, List<DetectedProblem> problems, Function<Incident, Optional<String>> resolution) {

    public WatchResult {
        problems = List.copyOf(problems);
    }

    boolean contains(Incident incident) {
        return problems.stream().anyMatch(problem -> problem.subject().equals(incident.subject()));
    }
}
