package org.edms.backup.service.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.edms.backup.model.audit.AuditEntry;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "audit_entry")
class AuditEntryRow {

    @Id
    long number;

    Instant at;
    String who;
    String action;
    String subject;
    String origin;

    @Enumerated(EnumType.STRING)
    AuditEntry.Outcome outcome;

    String detail;
    String previousHash;
    String hash;

    AuditEntryRow() {}

    AuditEntryRow(AuditEntry entry) {
        number = entry.number();
        at = entry.at();
        who = entry.who();
        action = entry.action();
        subject = entry.subject();
        origin = entry.from();
        outcome = entry.outcome();
        detail = entry.detail();
        previousHash = entry.previousHash();
        hash = entry.hash();
    }

    AuditEntry entry() {
        return new AuditEntry(number, at, who, action, subject, origin, outcome, detail, previousHash, hash);
    }
}
