package org.edms.backup.engine.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edms.backup.engine.catalog.Catalog;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/**
 * The tables whose rows are included in the package, and the columns that are blanked.
 *
 * @param tables the tables whose rows are included
 * @param referenced omitted tables that included rows may reference
 * @param leftOut data of the database that the package omits
 */
record TableSelection(List<Chosen> tables, List<Table> referenced, List<Manifest.LeftOut> leftOut) {

    /** @param blanked the blanked columns and their replacements */
    record Chosen(Table table, Map<String, String> blanked) {}

    static TableSelection of(Catalog catalog, EffectiveModel inForce, boolean export, boolean includeUsers) {
        List<Chosen> chosen = new ArrayList<>();
        List<Table> referenced = new ArrayList<>();
        List<Manifest.LeftOut> leftOut = new ArrayList<>();
        EdmsModel model = inForce.model();
        if (export) {
            refuseAModelOfAnotherSystem(catalog, inForce);
        }
        for (Table table : catalog.tables()) {
            // The model describes a partitioned table, and its partitions have the rows.
            Table.Name described = table.root();
            boolean withoutUsers = export && !includeUsers && model.isIn(EdmsModel.USERS, described);
            if (table.kind() == Table.Kind.FOREIGN) {
                leftOut.add(new Manifest.LeftOut(
                        table.qualifiedName(), "it is a foreign table: its rows are on another server"));
            } else if (export && model.leavesOut(described)) {
                leftOut.add(new Manifest.LeftOut(table.qualifiedName(), "the model excludes it from exports"));
            } else if (withoutUsers) {
                leftOut.add(new Manifest.LeftOut(table.qualifiedName(), "users are excluded"));
                if (described.equals(table.tableName())) {
                    referenced.add(table);
                }
            } else if (table.holdsRows()) {
                chosen.add(new Chosen(table, export ? blanked(table, model) : Map.of()));
            }
        }
        return new TableSelection(chosen, referenced, leftOut);
    }

    private static Map<String, String> blanked(Table table, EdmsModel model) {
        return model.table(table.root().schema(), table.root().table())
                .map(TableModel::sensitive)
                .orElse(Map.of());
    }

    /**
     * Rejects a model with sensitive columns that do not exist: if a password column was renamed, the password would be exported
     * unnoticed.
     */
    private static void refuseAModelOfAnotherSystem(Catalog catalog, EffectiveModel inForce) {
        EdmsModel model = inForce.model();
        if (model.text() == null) {
            throw new BackupException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "an export needs --model FILE, or edms.backup.model for the services, which says which columns are sensitive. "
                            + "Effective model: "
                            + inForce.reason());
        }
        model.tables().forEach((name, meaning) -> {
            Table table = catalog.table(model.schema(), name).orElse(null);
            for (String column : meaning.sensitive().keySet()) {
                if (table == null || table.column(column).isEmpty()) {
                    throw new BackupException(
                            ErrorCode.MODEL_INVALID,
                            "it marks %s.%s as sensitive, but the column does not exist".formatted(name, column));
                }
            }
        });
    }
}
