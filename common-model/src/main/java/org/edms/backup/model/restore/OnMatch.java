package org.edms.backup.model.restore;

/** What happens to a row that differs from its match in the target. */
public enum OnMatch {
    UPDATE,
    KEEP,

    /** The row that was changed later wins. */
    NEWER,
    FAIL
}
