package org.edms.backup.engine.pack.manifest;

import java.util.Objects;
import java.util.Set;

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
        GENERIC_UNRESOLVED,

        /** Records of a model were left out because the caller asked for it. */
        MODEL_SKIPPED,

        /** The package has no checksums: nothing shows whether its content is what was exported. */
        CHECKSUM_MISSING,

        /** A second file in the package claims to hold the same records, and differs or was not compared. */
        RECORDS_DIFFER;

        private static final Set<Kind> OF_CONVERSION = Set.of(
                KEY_LOST,
                FIELD_MISSING,
                REFERENCE_UNRESOLVED,
                GENERIC_UNRESOLVED,
                MODEL_SKIPPED,
                CHECKSUM_MISSING,
                RECORDS_DIFFER);

        /** Whether only the conversion of a package of the earlier system notices it. */
        public boolean isOfConversion() {
            return OF_CONVERSION.contains(this);
        }
    }
}
