package org.edms.backup.service.audit;

import java.util.Objects;
import org.edms.backup.model.PrintableText;
import org.edms.backup.model.audit.AuditEntry.Outcome;

/**
 * What somebody did, or tried to.
 *
 * @param subject of what; null for nothing in particular
 * @param from the address of who asked
 * @param detail beside the outcome: the status of the answer and, for a failure, its code
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
