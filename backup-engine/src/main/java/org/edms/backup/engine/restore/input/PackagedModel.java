package org.edms.backup.engine.restore.input;

import java.io.IOException;
import java.util.List;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.model.NaturalKey;
import org.edms.backup.engine.model.NaturalKeys;
import org.edms.backup.engine.pack.StoredPackages;

/**
 * The natural keys that match the rows of a package to rows of a system like the one it was taken from.
 *
 * @param reason which model is in effect, and why; null for a package without a database
 * @param model the model in effect; null for a package without a database
 * @param identities the keys of all tables, each after the keys that it depends on; empty for a package without a database
 */
public record PackagedModel(String reason, EdmsModel model, List<NaturalKey> identities) {

    /**
     * @param named the model that the user named; null to use the model in the package
     * @throws org.edms.backup.model.error.BackupException if the named model does not fit the package's tables
     */
    public static PackagedModel of(StoredPackages packages, String name, EdmsModel named) throws IOException {
        try (RestoredPackage source = RestoredPackage.openUnchecked(packages, name)) {
            if (source.manifest().database() == null) {
                return new PackagedModel(null, null, List.of());
            }
            EffectiveModel effective = source.model(named);
            effective.refuseUnlessItFits(source.catalog().tables());
            List<Table> tables = source.catalog().tables().stream()
                    .filter(table -> table.partitionOf() == null && table.kind() != Table.Kind.FOREIGN)
                    .toList();
            return new PackagedModel(effective.reason(), effective.model(), NaturalKeys.of(effective.model(), tables));
        }
    }

    /** Returns what a merge does with a table apart from matching its rows, in words for people. */
    public List<String> treatment(NaturalKey identity) {
        return model.meaning(identity.table()).treatment();
    }
}
