package org.edms.backup.engine.restore;

import java.io.IOException;
import java.util.List;
import org.edms.backup.engine.catalog.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.Identities;
import org.edms.backup.engine.model.Identity;
import org.edms.backup.engine.pack.StoredPackages;

/** By what the rows of a package would be recognised in a system like the one that it is of. */
public final class PackagedModel {

    private PackagedModel() {}

    /** Of all tables, each after those that its key depends on; none for a package without a database. */
    public static List<Identity> of(StoredPackages packages, String name) throws IOException {
        try (RestoredPackage source = RestoredPackage.open(packages, name)) {
            if (source.manifest().database() == null) {
                return List.of();
            }
            EdmsModel model = source.model(null);
            List<Table> tables = source.catalog().tables().stream()
                    .filter(table -> table.partitionOf() == null && table.kind() != Table.Kind.FOREIGN)
                    .toList();
            return Identities.of(model, tables);
        }
    }
}
