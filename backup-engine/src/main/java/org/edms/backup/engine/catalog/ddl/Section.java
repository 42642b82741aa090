package org.edms.backup.engine.catalog.ddl;

/** When a statement is carried out. */
public enum Section {
    BEFORE_DATA,
    AFTER_DATA
}
