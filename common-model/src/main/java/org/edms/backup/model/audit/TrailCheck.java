package org.edms.backup.model.audit;

/**
 * The result of checking the audit trail for missing and altered entries.
 *
 * @param entries the number of checked entries
 * @param firstBroken the number of the first entry that is missing or altered; null for none
 * @param problem a description of what is wrong; null if nothing is
 * @param headNumber the number of the last entry, and {@code headHash} its hash, to compare with an external record
 */
public record TrailCheck(
        boolean whole, long entries, Long firstBroken, String problem, long headNumber, String headHash) {}
