package org.edms.backup.engine.pack.manifest;

/** The kind of a member. */
public enum MemberKind {
    /** Identifies the package to a reader that starts at the beginning. */
    HEADER,

    /** The catalog of the database, as data and as DDL. */
    CATALOG,

    /** The meaning of the columns. */
    MODEL,

    /** Rows of a table. */
    ROWS,

    /** Keys of rows that were omitted but are referenced. */
    REFERENCES,

    /** A file of the system. */
    FILE,

    /** Content that changed while it was read. It stays in the package so that the package is readable, and is not restored. */
    TORN,

    /** Configuration of the system. */
    CONFIGURATION,

    /** Instructions for people on how to restore the package. */
    GUIDE
}
