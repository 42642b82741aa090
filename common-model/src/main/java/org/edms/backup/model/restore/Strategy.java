package org.edms.backup.model.restore;

/** How rows are written. */
public enum Strategy {
    /** A whole table in one statement. */
    SET,

    /** Row by row; a row that fails is quarantined. */
    ROW,

    /** With the keys of the package; constraints are checked afterwards. */
    RAW
}
