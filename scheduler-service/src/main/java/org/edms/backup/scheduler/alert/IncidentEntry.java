package org.edms.backup.scheduler.alert;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.health.Incident;
import org.edms.backup.model.health.IncidentKind;
import org.edms.backup.model.id.IncidentId;

/** An incident as a row, since lists filter and sort by its columns. */
@Entity
@Table(name = "incident")
class IncidentEntry extends PanacheEntityBase {

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    IncidentKind kind;

    String subject;

    @Enumerated(EnumType.STRING)
    HealthStatus severity;

    String message;
    Instant since;
    Instant raisedAt;
    Instant clearedAt;
    String resolution;

    Incident incident() {
        return new Incident(
                new IncidentId(id), kind, subject, severity, message, since, raisedAt, clearedAt, resolution);
    }
}
