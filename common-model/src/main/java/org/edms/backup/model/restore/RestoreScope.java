package org.edms.backup.model.restore;

/** Which part of a package is restored. */
public enum RestoreScope {
    FULL,
    DATABASE,
    FILES,

    /** The tables that the model calls critical. */
    CRITICAL
}
