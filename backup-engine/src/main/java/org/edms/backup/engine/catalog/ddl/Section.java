package org.edms.backup.engine.catalog.ddl;

/** When a statement is executed. */
public enum Section {
    BEFORE_DATA,
    AFTER_DATA
}
