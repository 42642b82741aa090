package org.edms.backup.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The meaning of a table.
 *
 * @param key the columns that tell in every system which row is meant; empty when the model does not say
 * @param byContent whether its rows have no identity but what is in them
 * @param unguarded whether no constraint keeps two rows from having the same key
 * @param sensitive columns that an export blanks, and what stands in their place: {@link #DIGEST}, or the text itself
 * @param stub values of a row that is made because others point to it; null when none may be made
 * @param files columns that name a file
 * @param genericReferences pairs of columns that point to a row of a table that one of them names
 * @param onNull what stands in for a NULL that an older system allowed, or for a column that it did not have
 * @param changedAt the column that tells when a row was last changed; null when none does
 */
public record TableModel(
        List<String> key,
        boolean byContent,
        boolean unguarded,
        boolean critical,
        Map<String, String> sensitive,
        Map<String, String> stub,
        List<FileColumns> files,
        List<GenericReference> genericReferences,
        Map<String, String> onNull,
        String changedAt) {

    /** Random secrets stay unique, and equal across tables, and cannot be computed back. */
    public static final String DIGEST = "digest";

    public static final TableModel SILENT =
            new TableModel(List.of(), false, false, false, Map.of(), null, List.of(), List.of(), Map.of(), null);

    public TableModel {
        key = List.copyOf(key);
        sensitive = Map.copyOf(sensitive);
        stub = stub == null ? null : Map.copyOf(stub);
        files = List.copyOf(files);
        genericReferences = List.copyOf(genericReferences);
        onNull = Map.copyOf(onNull);
    }

    /** A column that tells the type of the row that is meant, and one that holds its key. */
    public record GenericReference(String type, String id) {}

    /**
     * Columns that name a file and say what it must be like.
     *
     * @param size null when no column holds it
     * @param sha256 null when no column holds it
     */
    public record FileColumns(String root, String path, String size, String sha256) {

        /** The columns that there are. */
        public List<String> columns() {
            return Stream.of(path, size, sha256).filter(Objects::nonNull).toList();
        }
    }
}
