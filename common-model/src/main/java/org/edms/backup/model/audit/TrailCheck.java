package org.edms.backup.model.audit;

/**
 * Whether the audit trail is whole.
 *
 * @param entries that were looked at
 * @param firstBroken the number of the first entry that is missing or altered; null for none
 * @param problem what is wrong with it, in words; null when the trail is whole
 * @param headNumber of the last entry, and {@code headHash} its hash: to be compared with what was noted elsewhere
 */
public record TrailCheck(
        boolean whole, long entries, Long firstBroken, String problem, long headNumber, String headHash) {}
