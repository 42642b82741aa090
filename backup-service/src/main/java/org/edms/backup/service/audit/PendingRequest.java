package org.edms.backup.service.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.edms.backup.model.audit.AuditEntry.Outcome;
import org.hibernate.annotations.Immutable;

/** A request that was accepted and has no entry in the audit trail yet. */
@Entity
@Immutable
@Table(name = "audit_begun")
class PendingRequest {

    @Id
    UUID id;

    Instant at;
    String who;
    String action;
    String subject;
    String origin;

    PendingRequest() {}

    PendingRequest(UUID id, Instant at, String who, AuditedRequest request, String origin) {
        this.id = id;
        this.at = at;
        this.who = who;
        this.action = request.action();
        this.subject = request.subject();
        this.origin = origin;
    }

    AuditRecord abandoned() {
        return new AuditRecord(
                who,
                action,
                subject,
                origin,
                Outcome.FAILED,
                "begun at " + at + "; its outcome is unknown: it may have been executed");
    }
}
