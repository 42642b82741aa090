package org.edms.backup.engine.restore.compare;

/**
 * A row that the database does not have as the package has it.
 *
 * @param other the row of the database with other references; null if the row is missing
 */
record Difference(ComparedRow packaged, ComparedRow other) {}
