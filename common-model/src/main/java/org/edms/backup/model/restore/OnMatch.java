package org.edms.backup.model.restore;

/** What happens to a row that the target has already. */
public enum OnMatch {
    UPDATE,
    KEEP,

    /** The one that was changed later wins. */
    NEWER,
    FAIL
}
