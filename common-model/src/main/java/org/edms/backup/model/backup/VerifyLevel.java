package org.edms.backup.model.backup;

/** How closely a package is looked at. */
public enum VerifyLevel {
    /** Its structure: trailer, manifest, sizes. */
    QUICK,

    /** Every digest, every row count, the chain. */
    FULL,

    /** A real restore into a scratch database. */
    RESTORE
}
