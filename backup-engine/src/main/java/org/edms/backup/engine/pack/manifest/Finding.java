package org.edms.backup.engine.pack.manifest;

import java.util.Objects;
import java.util.Set;

/**
 * An observation during the backup that users should know about.
 *
 * @param subject the table and row, the file, or the object
 */
public record Finding(Kind kind, String subject, String detail) {

    public Finding {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(detail);
    }

    /** The kinds of findings. */
    public enum Kind {
        /** The database has no tables. */
        DATABASE_EMPTY,

        /** The package has far fewer rows or files than the previous one. */
        SHRUNK,

        /** A row references a file that does not exist. */
        FILE_MISSING,

        /** A file differs from the attributes in its row. */
        FILE_DIFFERS,

        /** An export that is not encrypted contains keys that encrypt files. */
        FILE_KEY_EXPORTED,

        /** An export omits a table with keys that encrypt files. */
        FILE_KEY_LEFT_OUT,

        /** No path in the rows begins with the prefix that the model declares. */
        PREFIX_UNUSED,

        /** A file changed during every attempt to read it. */
        FILE_CHANGED,

        /** A file disappeared during the backup. */
        FILE_VANISHED,

        /** A directory of files contains something other than a file. */
        FILE_LEFT_OUT,

        /** A column of an export behaves like a reference that neither a foreign key nor the model declares. */
        REFERENCE_UNDECLARED,

        /** The database contains an object that the DDL cannot recreate. */
        OBJECT_NOT_WRITTEN,

        /** A fixture record lacks the primary key that other records use to reference it. */
        KEY_LOST,

        /** Some fixture records lack a field that other records of their model have. */
        FIELD_MISSING,

        /** A row references a missing row by a number that only its source can resolve. */
        REFERENCE_UNRESOLVED,

        /** A generic reference names a missing row by a number that only its source can resolve. */
        GENERIC_UNRESOLVED,

        /** Records of a model were omitted at the caller's request. */
        MODEL_SKIPPED,

        /** The package has no checksums, so its content cannot be compared with the exported data. */
        CHECKSUM_MISSING,

        /** A second file in the package claims to contain the same records, but differs or was not compared. */
        RECORDS_DIFFER;

        private static final Set<Kind> OF_CONVERSION = Set.of(
                KEY_LOST,
                FIELD_MISSING,
                REFERENCE_UNRESOLVED,
                GENERIC_UNRESOLVED,
                MODEL_SKIPPED,
                CHECKSUM_MISSING,
                RECORDS_DIFFER);

        /** Returns whether only the conversion of a legacy package reports this kind. */
        public boolean isOfConversion() {
            return OF_CONVERSION.contains(this);
        }
    }
}
