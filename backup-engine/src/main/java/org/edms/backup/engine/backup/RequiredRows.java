package org.edms.backup.engine.backup;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** Refuses a backup if a required group of tables has no rows. */
record RequiredRows(String group, EffectiveModel inForce, Catalog catalog) {

    void refuseUnlessThere(CatalogQuery rows) throws SQLException {
        if (group == null) {
            return;
        }
        List<String> tables = inForce.model().groups().getOrDefault(group, List.of());
        if (tables.isEmpty()) {
            throw new BackupException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the model has no group \"%s\" to require rows of. Effective model: %s"
                            .formatted(group, inForce.reason()));
        }
        List<String> empty = new ArrayList<>();
        for (String name : tables) {
            Optional<Table> table = catalog.table(inForce.model().schema(), name);
            if (table.isEmpty()
                    || !rows.truth("EXISTS (SELECT FROM " + table.get().quotedName() + ")")) {
                empty.add(name);
            }
        }
        if (!empty.isEmpty()) {
            throw new BackupException(
                    ErrorCode.ROWS_MISSING,
                    "%s: the group \"%s\" of the model must have rows".formatted(String.join(", ", empty), group));
        }
    }
}
