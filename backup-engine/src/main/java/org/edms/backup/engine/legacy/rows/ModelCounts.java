package org.edms.backup.engine.legacy.rows;

/**
 * How many records of a model were read, and how many rows they became.
 *
 * @param model its label, or the table where there are no models
 * @param read records of it in the file
 * @param written rows of its table
 * @param joined rows of tables that join it with others
 * @param references rows that others point to and that are not in the file
 */
public record ModelCounts(String model, String table, long read, long written, long joined, long references) {}
