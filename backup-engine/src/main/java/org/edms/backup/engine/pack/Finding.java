package org.edms.backup.engine.pack;

import java.util.Objects;

/**
 * Something that was noticed while the system was read, and that somebody should know.
 *
 * @param subject the table and row, the file, the object
 */
public record Finding(Kind kind, String subject, String detail) {

    public Finding {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(detail);
    }

    /** What can be noticed. */
    public enum Kind {
        /** The database has no tables. */
        DATABASE_EMPTY,

        /** There are far fewer rows or files than in the package before. */
        SHRUNK,

        /** A row names a file that is not there. */
        FILE_MISSING,

        /** A file is not what its row says it is. */
        FILE_DIFFERS,

        /** No row's path begins with the prefix that the model gives. */
        PREFIX_UNUSED,

        /** A file changed each time it was read. */
        FILE_CHANGED,

        /** A file was there, and then it was not. */
        FILE_VANISHED,

        /** Something in a directory of files that is no file. */
        FILE_LEFT_OUT,

        /** Something in the database that the DDL cannot make again. */
        OBJECT_NOT_WRITTEN,

        /** A record of a fixture came without the key that others know its row by. */
        KEY_LOST,

        /** Some records of a fixture lack a field that others of their model have. */
        FIELD_MISSING,

        /** A row points, by a number that only its source understands, to a row that is not there. */
        REFERENCE_UNRESOLVED,

        /** A row names a row of any model, by a number that only its source understands, and no such row is there. */
        GENERIC_UNRESOLVED
    }
}
