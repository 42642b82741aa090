package org.edms.backup.engine.legacy;

import java.util.List;
import org.edms.backup.engine.legacy.rows.ModelCounts;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.backup.StoredPackage;

/**
 * The result of converting a legacy package.
 *
 * @param models the outcome for the records of each model; empty for a package of files only
 * @param manifest the manifest of the new package, including its findings
 */
public record ConversionResult(StoredPackage stored, List<ModelCounts> models, Manifest manifest) {

    public ConversionResult {
        models = List.copyOf(models);
    }

    public long read() {
        return models.stream().mapToLong(ModelCounts::read).sum();
    }

    public long written() {
        return models.stream().mapToLong(ModelCounts::written).sum();
    }

    public long references() {
        return models.stream().mapToLong(ModelCounts::references).sum();
    }
}
