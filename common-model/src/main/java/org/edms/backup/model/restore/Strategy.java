package org.edms.backup.model.restore;

/** How rows are written. */
public enum Strategy {
    /** A table at once. */
    SET,

    /** Row by row, each refused one set aside. */
    ROW,

    /** With the package's own keys, constraints checked afterwards. */
    RAW
}
