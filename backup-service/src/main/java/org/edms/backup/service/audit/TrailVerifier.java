package org.edms.backup.service.audit;

import org.edms.backup.model.audit.AuditEntry;
import org.edms.backup.model.audit.TrailCheck;

/** Verifies the audit trail from its first entry to the first that is missing or altered. */
final class TrailVerifier {

    private long number;
    private String hash = HashChain.START;
    private Long broken;
    private String problem;

    /** Takes the entries in their order. Entries after a broken one are not verified. */
    void next(AuditEntry entry) {
        if (broken != null) {
            return;
        }
        if (entry.number() != number + 1) {
            broken(number + 1, "it is missing: entry " + entry.number() + " follows " + number);
        } else if (!hash.equals(entry.previousHash())) {
            broken(entry.number(), "it does not follow the entry before: one of the two was altered");
        } else if (!HashChain.hash(entry).equals(entry.hash())) {
            broken(entry.number(), "it was altered");
        } else {
            number = entry.number();
            hash = entry.hash();
        }
    }

    /**
     * Compares the last entry with the recorded ends of the trail.
     *
     * @param head recorded in the database
     * @param seen the last entry that this process wrote or read
     */
    TrailCheck end(ChainHead head, ChainHead seen) {
        if (broken == null && !new ChainHead(number, hash).equals(head)) {
            broken(number + 1, cutOff(head));
        }
        if (broken == null && seen.number() > number) {
            broken(number + 1, cutOff(seen));
        }
        return new TrailCheck(broken == null, number, broken, problem, number, hash);
    }

    private String cutOff(ChainHead noted) {
        return noted.number() > number
                ? "it is missing: the trail was cut off, since its last entry was " + noted.number()
                : "the end is not the one that was noted, " + noted.number();
    }

    private void broken(long at, String what) {
        broken = at;
        problem = what;
    }
}
