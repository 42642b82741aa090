package org.edms.backup.engine.legacy.rows;

/**
 * What became of the records of a model.
 *
 * @param model its label, or the table where there are no models
 * @param read records of it in the file
 * @param written rows of its table
 * @param joined rows of tables that join it with others
 * @param references rows that others point to and that are not in the file
 */
public record ModelCounts(String model, String table, long read, long written, long joined, long references) {}
