package org.edms.backup.service.audit;

import org.edms.backup.model.audit.AuditEntry;
import org.edms.backup.model.audit.TrailCheck;

/** Goes along the trail from its first entry, until one is missing or says something else than it said. */
final class TrailVerifier {

    private long number;
    private String hash = HashChain.START;
    private Long broken;
    private String problem;

    /** Entries come in their order. What follows a broken one is not looked at. */
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
     * The end: it is compared with what was noted of it.
     *
     * @param head noted in the database, and {@code seen} the last that this process saw
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
