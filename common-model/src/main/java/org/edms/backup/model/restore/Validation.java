package org.edms.backup.model.restore;

/** What is checked before the commit. */
public enum Validation {
    STRICT,
    COUNTS,
    NONE
}
