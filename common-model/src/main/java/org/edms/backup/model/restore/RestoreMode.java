package org.edms.backup.model.restore;

/** What the target holds afterwards. */
public enum RestoreMode {
    /** Exactly what the package holds. */
    REPLACE,

    /** The package's rows beside its own. */
    MERGE
}
