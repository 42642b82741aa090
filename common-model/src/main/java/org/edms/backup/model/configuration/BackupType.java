package org.edms.backup.model.configuration;

/** What a package contains. */
public enum BackupType {
    /** Database and files. */
    FULL,

    /** Only the database. */
    DATABASE,

    /** Only files. */
    FILES,

    /** The database, and the files changed since the previous package of the same configuration. */
    INCREMENTAL,

    /** The database, and the files changed since the last full package. */
    DIFFERENTIAL,

    /** Everything for another system, without secrets. */
    EXPORT
}
