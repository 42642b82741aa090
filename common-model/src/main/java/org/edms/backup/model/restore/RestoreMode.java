package org.edms.backup.model.restore;

/** What the target contains after the restore. */
public enum RestoreMode {
    /** Exactly the content of the package. */
    REPLACE,

    /** Its own rows and those of the package. */
    MERGE
}
