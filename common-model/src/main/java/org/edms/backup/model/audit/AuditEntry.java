package org.edms.backup.model.audit;

import java.time.Instant;
import java.util.Objects;

/**
 * One entry of the audit trail.
 *
 * @param number without gaps, so that a missing entry is detected
 * @param action what was requested, and {@code subject} on what
 * @param from the address of the caller
 * @param previousHash the hash of the previous entry, so that an altered entry is detected
 */
public record AuditEntry(
        long number,
        Instant at,
        String who,
        String action,
        String subject,
        String from,
        Outcome outcome,
        String detail,
        String previousHash,
        String hash) {

    public enum Outcome {
        DONE,
        REFUSED,
        FAILED
    }

    public AuditEntry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(who);
        Objects.requireNonNull(action);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(hash);
    }
}
