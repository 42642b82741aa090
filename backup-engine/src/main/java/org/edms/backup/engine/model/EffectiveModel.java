package org.edms.backup.engine.model;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.model.error.BackupException;

/**
 * The model that applies to a database or a package, and the reason in one line for reports and logs. A model that the user named
 * applies, or is rejected if it does not fit. Any other model applies only if all its declarations fit; otherwise there is no
 * model, and keys come from the constraints.
 */
public record EffectiveModel(EdmsModel model, String reason) {

    private static final EffectiveModel NONE = new EffectiveModel(
            EdmsModel.unknown(),
            "none: no model was given; keys come from constraints, and no column is treated as sensitive");

    /**
     * Selects the model for a database that is backed up.
     *
     * @throws BackupException if the user named the model and it does not fit
     */
    public static EffectiveModel forDatabase(EdmsModel offered, List<Table> tables, CatalogQuery rows)
            throws SQLException {
        ModelCheck fit = new ModelCheck(offered, tables);
        if (offered.origin() != EdmsModel.Origin.SHIPPED) {
            return named(offered, fit);
        }
        if (!fit.describesAny()) {
            return unused("the shipped model describes no table of this database");
        }
        Optional<String> misfit = fit.firstMisfit((table, columns) -> isUnique(table, columns, rows));
        return misfit.map(why -> unused("the shipped model does not fit this database: " + why))
                .orElseGet(() -> used(offered, "shipped model", fit));
    }

    /**
     * Selects the model for a package, based on the tables in it. A model that the user named describes the target, and is
     * compared with it by {@link #refuseUnlessItFits}.
     *
     * @param whole whether the package has complete table definitions; a converted package does not
     */
    public static EffectiveModel forPackage(EdmsModel offered, List<Table> tables, boolean whole) {
        if (offered.origin() == EdmsModel.Origin.NONE) {
            return NONE;
        }
        ModelCheck fit = new ModelCheck(offered, tables);
        if (!fit.describesAny()) {
            return unused("the " + nameOf(offered) + " describes none of the package's tables");
        }
        boolean trusted = !whole || offered.origin() == EdmsModel.Origin.NAMED;
        Optional<String> misfit = trusted ? Optional.empty() : fit.firstMisfit();
        return misfit.map(why -> unused("the " + nameOf(offered) + " does not fit its tables: " + why))
                .orElseGet(() -> used(offered, nameOf(offered), fit));
    }

    /** Explains which model defines the meaning of rows in a legacy package, and which secrets they contain. */
    public static String reasonOfConversion(EdmsModel model, List<String> secrets) {
        String read = nameOf(model) + ": used to read the records";
        return secrets.isEmpty() ? read : read + "; contains secrets: " + String.join(", ", secrets);
    }

    /**
     * Compares the model with the tables of the target.
     *
     * @throws BackupException naming every column and key that does not fit
     */
    public void refuseUnlessItFits(List<Table> target) {
        ModelCheck fit = new ModelCheck(model, target);
        if (model.origin() == EdmsModel.Origin.PACKAGED) {
            fit.refuseWrongReferences();
        } else {
            fit.refuseMisfits();
        }
    }

    private static EffectiveModel named(EdmsModel offered, ModelCheck fit) {
        if (offered.origin() == EdmsModel.Origin.NONE) {
            return NONE;
        }
        if (!fit.describesAny()) {
            return unused("the named model describes no table of this database");
        }
        fit.refuseMisfits();
        return used(offered, nameOf(offered), fit);
    }

    private static EffectiveModel used(EdmsModel offered, String name, ModelCheck fit) {
        return new EffectiveModel(offered, "%s, for the %d tables that it describes".formatted(name, fit.described()));
    }

    private static EffectiveModel unused(String why) {
        return new EffectiveModel(
                EdmsModel.unknown(),
                "none: %s; keys come from constraints, and no column is treated as sensitive".formatted(why));
    }

    private static String nameOf(EdmsModel model) {
        return switch (model.origin()) {
            case NONE -> "none";
            case NAMED -> "named model";
            case SHIPPED -> "shipped model";
            case PACKAGED -> "model in the package";
        };
    }

    private static boolean isUnique(Table table, List<String> columns, CatalogQuery rows) throws SQLException {
        List<String> quoted =
                columns.stream().map(column -> new Identifier(column).quoted()).toList();
        String complete = quoted.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" AND "));
        return !rows.truth("EXISTS (SELECT FROM %s WHERE %s GROUP BY %s HAVING count(*) > 1)"
                .formatted(table.quotedName(), complete, String.join(", ", quoted)));
    }
}
