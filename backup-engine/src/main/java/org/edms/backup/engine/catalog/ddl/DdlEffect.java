package org.edms.backup.engine.catalog.ddl;

/** What a restore has to know of a statement beside that it is to be run. */
public enum DdlEffect {
    /** Makes an index, or a key with its index. */
    INDEX,
    FOREIGN_KEY,
    /** Subjects the owner of a table to its policies, also when it loads rows. */
    FORCED_POLICIES,
    /** Sets how far a sequence has counted. */
    SEQUENCE_VALUE,
    OTHER
}
