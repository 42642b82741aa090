package org.edms.backup.model.restore;

/** The part of a package to restore. */
public enum RestoreScope {
    FULL,
    DATABASE,
    FILES,

    /** Only the tables that the model calls critical. */
    CRITICAL
}
