package org.edms.backup.engine.restore.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.edms.backup.model.restore.RestoreReport;

/**
 * What a comparison found.
 *
 * @param model which model gave the natural keys, and why
 * @param leftOut what was not compared, and why
 * @param findings rows that are missing or reference others, by example
 */
public record ComparisonResult(
        String model, List<ComparedTable> tables, List<RestoreReport.LeftOut> leftOut, List<String> findings) {

    public ComparisonResult {
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
        findings = List.copyOf(findings);
    }

    /** Returns whether each row of the package is in the database, with references to the same rows. */
    @JsonProperty
    public boolean sound() {
        return tables.stream().allMatch(ComparedTable::sound);
    }

    /** Returns whether the values are the same, too. */
    @JsonProperty
    public boolean same() {
        return sound() && tables.stream().allMatch(table -> table.changed() == 0);
    }
}
