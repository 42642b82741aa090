package org.edms.backup.engine.legacy;

import java.util.List;
import org.edms.backup.engine.legacy.rows.ModelCounts;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.backup.StoredPackage;

/**
 * A legacy package that was converted.
 *
 * @param models what became of the records of each model; none of files alone
 * @param manifest of the new package, with what was noticed
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
