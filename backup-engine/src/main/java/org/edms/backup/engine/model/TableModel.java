package org.edms.backup.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.OnMatch;

/**
 * The meaning of a table.
 *
 * @param key what identifies a row in every system
 * @param sensitive columns that an export blanks, and their replacement: {@link #DIGEST}, or a literal text
 * @param stub the values of a row that is created because other rows reference it; null if none may be created
 * @param files the files that belong to its rows
 * @param references references that no foreign key declares
 * @param onNull the replacement for a NULL that an older system allowed, or for a column that it did not have
 * @param changedAt the column with the time of the last change; null if there is none
 * @param onMatch what a merge does with matched rows that differ; null if the options say so
 * @param tree what the table says about the tree of its rows; null if they form none
 * @param counts columns with the number of rows of another table, by column
 * @param unions lists in JSON documents of which a matched row keeps the elements of both sides
 */
public record TableModel(
        Key key,
        boolean critical,
        Map<String, String> sensitive,
        Map<String, String> stub,
        Files files,
        References references,
        Map<String, String> onNull,
        String changedAt,
        OnMatch onMatch,
        Tree tree,
        Map<String, Count> counts,
        List<JsonUnion> unions) {

    /** Replaces random secrets with values that stay unique, and equal across tables, and cannot be reversed. */
    public static final String DIGEST = "digest";

    public static final TableModel SILENT = new TableModel(
            Key.NONE,
            false,
            Map.of(),
            null,
            Files.NONE,
            References.NONE,
            Map.of(),
            null,
            null,
            null,
            Map.of(),
            List.of());

    public TableModel {
        sensitive = Map.copyOf(sensitive);
        stub = stub == null ? null : Map.copyOf(stub);
        onNull = Map.copyOf(onNull);
        counts = Map.copyOf(counts);
        unions = List.copyOf(unions);
    }

    /** Returns what a merge does with matched rows that differ, if its options ask for {@code option}. */
    public OnMatch onMatch(OnMatch option) {
        return onMatch == null || option == OnMatch.FAIL ? option : onMatch;
    }

    /** Returns what a merge does with the table apart from matching its rows, in words for people. */
    public List<String> treatment() {
        List<String> treatment = new ArrayList<>();
        if (key.referencedBy() != null) {
            treatment.add("matched first by " + key.referencedBy());
        }
        if (onMatch != null) {
            treatment.add("matched rows: " + onMatch.name().toLowerCase(Locale.ROOT));
        }
        if (tree != null) {
            treatment.add(tree + " computed again");
        }
        files.keys().forEach(column -> treatment.add(column + " must be equal, because it encrypts files"));
        new TreeMap<>(counts)
                .forEach((column, count) ->
                        treatment.add("%s counts %s by %s again".formatted(column, count.table(), count.by())));
        unions.forEach(union -> treatment.add("united: " + union));
        return treatment;
    }

    /** Returns the columns whose values depend on other rows, so that a merge computes them again. */
    public List<String> computed() {
        List<String> computed = new ArrayList<>(counts.keySet());
        if (tree != null) {
            computed.addAll(tree.computed());
        }
        return computed;
    }

    /**
     * What identifies a row.
     *
     * @param columns the columns that identify a row in every system; empty if the model declares none
     * @param content whether rows have no identity other than their content
     * @param single whether the table has at most one row
     * @param nullsEqual whether NULL in the key is a value like any other
     * @param unguarded whether no constraint makes the key unique
     * @param referencedBy the rows that identify a row by referencing it, whatever its own columns say; null if there are none
     */
    public record Key(
            List<String> columns,
            boolean content,
            boolean single,
            boolean nullsEqual,
            boolean unguarded,
            ReferencedBy referencedBy) {

        public static final Key NONE = of(List.of());

        public Key {
            columns = List.copyOf(columns);
        }

        /** Returns a key that a constraint makes unique. */
        public static Key of(List<String> columns) {
            return new Key(columns, false, false, false, false, null);
        }
    }

    /** The number of rows of a table whose column {@code by} references a row. */
    public record Count(String table, String by) {}

    /**
     * Rows that identify a row by referencing it.
     *
     * @param by the column that references it
     * @param key the columns that identify the row with the reference
     */
    public record ReferencedBy(String table, String by, List<String> key) {

        public ReferencedBy {
            key = List.copyOf(key);
        }

        @Override
        public String toString() {
            return "%s of the row of %s that references it by %s".formatted(String.join(", ", key), table, by);
        }
    }

    /**
     * The files that belong to the rows of a table.
     *
     * @param byColumns the columns that name a file
     * @param byId files that no column names: their names contain the id of their row
     * @param keys the columns with keys that encrypt files
     */
    public record Files(List<FileColumns> byColumns, List<FilesById> byId, List<String> keys) {

        public static final Files NONE = new Files(List.of(), List.of(), List.of());

        public Files {
            byColumns = List.copyOf(byColumns);
            byId = List.copyOf(byId);
            keys = List.copyOf(keys);
        }
    }

    /**
     * References that no foreign key declares.
     *
     * @param generic pairs of columns that reference a row in a table that one of them names
     * @param declared all other references
     * @param dismissed columns that look like references, but are not
     */
    public record References(List<GenericReference> generic, List<DeclaredReference> declared, List<String> dismissed) {

        public static final References NONE = new References(List.of(), List.of(), List.of());

        public References {
            generic = List.copyOf(generic);
            declared = List.copyOf(declared);
            dismissed = List.copyOf(dismissed);
        }
    }

    /** A column with the type of the referenced row, and a column with its key. */
    public record GenericReference(String type, String id) {}

    /**
     * Files whose names contain the id of their row.
     *
     * @param name the path below the root
     * @param id the column with the id; null for the primary key
     */
    public record FilesById(String root, Place.Template name, String id) {

        /** @throws BackupException if the column with the id is not a key */
        public String idColumn(Table owner) {
            List<String> primary =
                    owner.primaryKey() == null ? List.of() : owner.primaryKey().columns();
            List<String> key = id != null ? List.of(id) : primary;
            boolean isUnique = primary.equals(key)
                    || owner.uniqueKeys().stream()
                            .anyMatch(unique -> unique.columns().equals(key));
            if (key.size() != 1 || !isUnique) {
                throw new BackupException(
                        ErrorCode.MODEL_INVALID,
                        "files of %s are named by %s, which is not a key of one column: name such a column with \"id\""
                                .formatted(owner.qualifiedName(), key));
            }
            return key.get(0);
        }
    }

    /** A column with a digest of a file. */
    public record DigestColumn(DigestAlgorithm algorithm, String column) {}

    /**
     * Columns that name a file and declare its attributes.
     *
     * @param size null if there is no such column
     * @param digest null if there is no such column
     * @param onConflict what happens to a file of the package if another row names a different file by the same path
     */
    public record FileColumns(String root, String path, String size, DigestColumn digest, OnConflict onConflict) {

        /** What happens if rows of two systems name different files by the same path, the strictest first. */
        public enum OnConflict {
            /** Nothing is restored. */
            FAIL,

            /** The file of the package gets another name, and its row the path. */
            RENAME,

            /** The file of the target stays, and both rows name it. */
            KEEP,

            /** The file of the package takes its place, and both rows name it. */
            REPLACE
        }

        /** Returns the columns that exist. */
        public List<String> columns() {
            return Stream.of(path, size, digest == null ? null : digest.column())
                    .filter(Objects::nonNull)
                    .toList();
        }
    }
}
