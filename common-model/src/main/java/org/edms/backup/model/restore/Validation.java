package org.edms.backup.model.restore;

/** What a restore verifies before the commit. */
public enum Validation {
    STRICT,
    COUNTS,
    NONE
}
