package org.edms.backup.engine.legacy.rows;

/**
 * The number of records read from a model, and the number of rows written for them.
 *
 * @param model the label of the model, or the table if there are no models
 * @param read records of the model in the file
 * @param written rows of its table
 * @param joined rows of its join tables
 * @param references rows that are referenced but not in the file
 */
public record ModelCounts(String model, String table, long read, long written, long joined, long references) {}
