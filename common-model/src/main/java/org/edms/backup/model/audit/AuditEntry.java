package org.edms.backup.model.audit;

import java.time.Instant;
import java.util.Objects;

/**
 * One deed.
 *
 * @param number without gaps: a missing one shows
 * @param action what was asked for, and {@code subject} of what
 * @param from the address of who asked
 * @param previousHash of the entry before, so that an altered one shows
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

    /** How it ended. */
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
