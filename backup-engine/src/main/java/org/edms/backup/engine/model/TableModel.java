package org.edms.backup.engine.model;

import java.util.List;
import java.util.Map;

/**
 * What a table means.
 *
 * @param key the columns that tell in every system which row is meant; empty when the model does not say
 * @param sensitive columns that an export blanks, and what stands in their place
 * @param files columns that name a file
 */
public record TableModel(List<String> key, boolean critical, Map<String, String> sensitive, List<FileColumns> files) {

    public TableModel {
        key = List.copyOf(key);
        sensitive = Map.copyOf(sensitive);
        files = List.copyOf(files);
    }

    /**
     * Columns that name a file and say what it must be like.
     *
     * @param size null when no column holds it
     * @param sha256 null when no column holds it
     */
    public record FileColumns(String root, String path, String size, String sha256) {}
}
