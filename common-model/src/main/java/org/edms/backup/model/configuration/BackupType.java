package org.edms.backup.model.configuration;

/** What a package holds. */
public enum BackupType {
    /** Database and files. */
    FULL,

    /** The database alone. */
    DATABASE,

    /** Files alone. */
    FILES,

    /** The database, and the files that changed since the previous package of the same configuration. */
    INCREMENTAL,

    /** The database, and the files that changed since the last full package. */
    DIFFERENTIAL,

    /** Everything for another system, without secrets. */
    EXPORT
}
