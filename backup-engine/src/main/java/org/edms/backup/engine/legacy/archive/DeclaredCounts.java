package org.edms.backup.engine.legacy.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The record counts that a legacy package declares. A package with different counts is incomplete. */
public final class DeclaredCounts {

    private final JsonNode counts;

    public DeclaredCounts(ArchiveInventory inventory) {
        this.counts = inventory.json(ArchiveInventory.ROW_COUNTS);
    }

    /** @param found the number of records by model */
    public void check(Map<String, Long> found) {
        JsonNode models = counts.path("model_counts");
        if (models.isObject()) {
            Set<String> labels = new HashSet<>(found.keySet());
            models.fieldNames().forEachRemaining(labels::add);
            labels.stream()
                    .sorted()
                    .forEach(label -> compare(label, models.path(label), found.getOrDefault(label, 0L)));
        }
        if (counts.path("total_records").isNumber()) {
            long all = found.values().stream().mapToLong(Long::longValue).sum();
            compare("records in total", counts.path("total_records"), all);
        }
    }

    private static void compare(String what, JsonNode declared, long found) {
        if (declared.asLong() != found) {
            throw new BackupException(
                    ErrorCode.PACKAGE_INCOMPLETE,
                    "%s: found %,d, but the package declares %,d".formatted(what, found, declared.asLong()));
        }
    }
}
