package org.edms.backup.engine.catalog.ddl;

/** How a statement affects the restore that executes it. */
public enum DdlEffect {
    /** Creates an index, or a key with its index. */
    INDEX,
    FOREIGN_KEY,
    /** Applies row-level security policies to the table owner, even when it loads rows. */
    FORCED_POLICIES,
    /** Sets the position of a sequence. */
    SEQUENCE_VALUE,
    OTHER
}
