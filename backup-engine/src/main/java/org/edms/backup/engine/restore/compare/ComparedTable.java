package org.edms.backup.engine.restore.compare;

/**
 * The rows of a table in a package, compared with those in a database.
 *
 * @param packaged how many rows the package has
 * @param references how many references the rows of the package have; those in one value count as one
 * @param same rows with the same values and references
 * @param changed rows with the same references, but other values
 * @param misdirected rows that reference other rows than in the package
 * @param missing rows that the database does not have
 * @param additional rows that only the database has
 */
public record ComparedTable(
        String name,
        long packaged,
        long references,
        long same,
        long changed,
        long misdirected,
        long missing,
        long additional) {

    /** Returns whether each row of the package is in the database, with references to the same rows. */
    public boolean sound() {
        return misdirected == 0 && missing == 0;
    }
}
