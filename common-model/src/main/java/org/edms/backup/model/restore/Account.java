package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The outcome of the rows of a table, or of the files of a directory. Each is counted in exactly one column.
 *
 * @param inPackage the number in the package
 * @param matched found in the target without a difference
 * @param updated found in the target and updated from the package
 * @param left found in the target with a difference and left unchanged
 * @param quarantined not restored because of an error
 */
public record Account(long inPackage, long inserted, long matched, long updated, long left, long quarantined) {

    public static final Account EMPTY = new Account(0, 0, 0, 0, 0, 0);

    public Account {
        if (inPackage < 0 || inserted < 0 || matched < 0 || updated < 0 || left < 0 || quarantined < 0) {
            throw new IllegalArgumentException("Counts must not be negative");
        }
    }

    public Account plus(Account other) {
        return new Account(
                inPackage + other.inPackage,
                inserted + other.inserted,
                matched + other.matched,
                updated + other.updated,
                left + other.left,
                quarantined + other.quarantined);
    }

    /** Whether every row or file is counted exactly once. */
    @JsonProperty
    public boolean addsUp() {
        return inPackage == inserted + matched + updated + left + quarantined;
    }
}
