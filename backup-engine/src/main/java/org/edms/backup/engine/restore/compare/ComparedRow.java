package org.edms.backup.engine.restore.compare;

/**
 * A row as hashes that are the same in every system.
 *
 * @param identity of its natural key
 * @param references of the natural keys of all rows that it references
 * @param values of its other values
 */
record ComparedRow(long identity, long references, long values) {}
