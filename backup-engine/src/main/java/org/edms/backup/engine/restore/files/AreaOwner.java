package org.edms.backup.engine.restore.files;

/**
 * The owner of a restore area.
 *
 * @param database the identity of the target database; null for a restore that only restores files
 * @param report the file whose existence means that a restore of only files is committed
 */
record AreaOwner(String database, String report) {}
