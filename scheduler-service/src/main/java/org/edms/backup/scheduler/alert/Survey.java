package org.edms.backup.scheduler.alert;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;

/**
 * All that is wrong of one kind.
 *
 * @param findings each makes an incident, if there is none yet
 * @param resolution how an incident that no finding tells of any more has ended; empty when that cannot be said yet
 */
public record Survey(IncidentKind kind, List<Finding> findings, Function<Incident, Optional<String>> resolution) {

    public Survey {
        findings = List.copyOf(findings);
    }

    boolean finds(Incident incident) {
        return findings.stream().anyMatch(finding -> finding.subject().equals(incident.subject()));
    }
}
