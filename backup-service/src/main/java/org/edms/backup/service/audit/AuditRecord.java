package org.edms.backup.service.audit;

import java.util.Objects;
import org.edms.backup.model.PrintableText;
import org.edms.backup.model.audit.AuditEntry.Outcome;

/**
 * A request and its outcome, as the audit trail records it.
 *
 * @param subject null for none
 * @param from the address of the caller
 * @param detail the response status and, after a failure, the error code
 */
public record AuditRecord(String who, String action, String subject, String from, Outcome outcome, String detail) {

    public AuditRecord {
        Objects.requireNonNull(who);
        Objects.requireNonNull(action);
        Objects.requireNonNull(outcome);
        who = PrintableText.escape(who);
        action = PrintableText.escape(action);
        subject = PrintableText.escape(subject);
        from = PrintableText.escape(from);
        detail = PrintableText.escape(detail);
    }
}
