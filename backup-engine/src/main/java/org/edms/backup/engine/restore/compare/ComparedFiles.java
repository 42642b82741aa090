package org.edms.backup.engine.restore.compare;

/**
 * The files that the rows of a table name in a package, compared with those that the rows of a database name.
 *
 * @param root the name of their directory
 * @param files files of the package whose rows the database has, once for each row
 * @param same files with the same content
 * @param different files with other content
 * @param missing files that are not where the row of the database says, or that it does not name
 */
public record ComparedFiles(String table, String root, long files, long same, long different, long missing) {

    /** Returns whether each file is there, with the same content. */
    public boolean sound() {
        return different == 0 && missing == 0;
    }
}
