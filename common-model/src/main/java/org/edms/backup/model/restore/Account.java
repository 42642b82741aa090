package org.edms.backup.model.restore;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of the rows of a table, or of the files of a directory. Each is counted in exactly one column.
 *
 * @param inPackage how many the package holds
 * @param matched found in the target as they are in the package
 * @param updated found in the target and changed to what the package holds
 * @param left found in the target, different, and left as they are
 * @param quarantined refused, and set aside
 */
public record Account(long inPackage, long inserted, long matched, long updated, long left, long quarantined) {

    public static final Account EMPTY = new Account(0, 0, 0, 0, 0, 0);

    public Account {
        if (inPackage < 0 || inserted < 0 || matched < 0 || updated < 0 || left < 0 || quarantined < 0) {
            throw new IllegalArgumentException("Nothing is counted below zero");
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

    /** Nothing was lost and nothing counted twice. */
    @JsonProperty
    public boolean addsUp() {
        return inPackage == inserted + matched + updated + left + quarantined;
    }
}
