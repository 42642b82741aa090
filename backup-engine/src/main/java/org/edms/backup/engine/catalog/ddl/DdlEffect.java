package org.edms.backup.engine.catalog.ddl;

/** How a statement affects the restore that executes it. */
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
