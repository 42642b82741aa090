package org.edms.backup.engine.restore.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.edms.backup.model.restore.RestoreReport;

/**
 * What a comparison found.
 *
 * @param model which model gave the natural keys, and why
 * @param files the files of the rows, if their directories were named
 * @param leftOut what was not compared, and why
 * @param findings rows that are missing or reference others, and files that are missing or different, by example
 */
public record ComparisonResult(
        String model,
        List<ComparedTable> tables,
        List<ComparedFiles> files,
        List<RestoreReport.LeftOut> leftOut,
        List<String> findings) {

    public ComparisonResult {
        tables = List.copyOf(tables);
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
        findings = List.copyOf(findings);
    }

    /** Returns whether each row of the package is in the database, with references to the same rows, and the same files. */
    @JsonProperty
    public boolean sound() {
        return tables.stream().allMatch(ComparedTable::sound) && files.stream().allMatch(ComparedFiles::sound);
    }

    /** Returns whether the values are the same, too. */
    @JsonProperty
    public boolean same() {
        return sound() && tables.stream().allMatch(table -> table.changed() == 0);
    }
}
