package org.edms.backup.engine.pack.manifest;

/** What a member is. */
public enum MemberKind {
    /** Says what the package is, to whoever reads from the start. */
    HEADER,

    /** The catalog of the database, as data and as DDL. */
    CATALOG,

    /** What the columns mean. */
    MODEL,

    /** Rows of a table. */
    ROWS,

    /** Keys of rows that were left out and that others point to. */
    REFERENCES,

    /** A file of the system. */
    FILE,

    /** Something read while it changed: kept so that the package stays readable, and not to be restored. */
    TORN,

    /** Configuration of the system. */
    CONFIGURATION,

    /** How to restore the package, for people. */
    GUIDE
}
