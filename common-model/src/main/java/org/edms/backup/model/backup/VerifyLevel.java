package org.edms.backup.model.backup;

/** How thoroughly a package is verified. */
public enum VerifyLevel {
    /** The structure: trailer, manifest, sizes. */
    QUICK,

    /** Every digest, every row count, the chain. */
    FULL,

    /** A real restore into a temporary database. */
    RESTORE
}
