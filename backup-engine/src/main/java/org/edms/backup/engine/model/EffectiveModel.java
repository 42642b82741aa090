package org.edms.backup.engine.model;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.sql.Identifier;
import org.edms.backup.engine.catalog.table.CatalogQuery;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

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
     * @param named the model that the user named; null to find one among the shipped models
     * @throws BackupException if the user named the model and it does not fit, or if several shipped models fit
     */
    public static EffectiveModel forDatabase(EdmsModel named, List<Table> tables, CatalogQuery rows)
            throws SQLException {
        return named == null ? found(ShippedModels.all(), tables, rows) : named(named, new ModelCheck(named, tables));
    }

    /** Finds the model of the system that the database is of, by its tables. */
    static EffectiveModel found(List<EdmsModel> shipped, List<Table> tables, CatalogQuery rows) throws SQLException {
        List<EdmsModel> fitting = shipped.stream()
                .filter(model -> new ModelCheck(model, tables).isOfTheSystem())
                .toList();
        if (fitting.isEmpty()) {
            return unused("no shipped model fits this database");
        }
        if (fitting.size() > 1) {
            throw new BackupException(
                    ErrorCode.MODEL_AMBIGUOUS,
                    fitting.stream()
                            .map(model -> "--model \"" + model.system().name() + '"')
                            .collect(Collectors.joining(" or ")));
        }
        EdmsModel model = fitting.get(0);
        ModelCheck fit = new ModelCheck(model, tables);
        Optional<String> misfit =
                fit.firstMisfit((table, columns, nullsEqual) -> isUnique(table, columns, nullsEqual, rows));
        return misfit.map(why -> unused("the model of %s was found by its tables, but does not fit: %s"
                        .formatted(model.system().name(), why)))
                .orElseGet(() -> used(model, model.system().name() + ", found by its tables", fit));
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
        if (offered.origin() == EdmsModel.Origin.NAMED) {
            fit.refuseUnlessItDescribesAny();
        }
        if (!fit.describesAny()) {
            return unused("the " + nameOf(offered) + " describes none of the package's tables");
        }
        boolean trusted = !whole || offered.origin() == EdmsModel.Origin.NAMED;
        Optional<String> misfit = trusted ? Optional.empty() : fit.firstMisfit();
        return misfit.map(why -> unused("the " + nameOf(offered) + " does not fit its tables: " + why))
                .orElseGet(() -> used(offered, nameOf(offered), fit));
    }

    /** Returns all reasons why a model does not fit the tables of a database, most with the line of the model. */
    public static List<String> misfits(EdmsModel model, List<Table> tables) {
        return new ModelCheck(model, tables).misfits();
    }

    /** Explains which model defines the meaning of rows in a legacy package, and which secrets they contain. */
    public static String reasonOfConversion(EdmsModel model, List<String> secrets) {
        String read = nameOf(model) + ": used to read the records";
        return secrets.isEmpty() ? read : read + "; contains secrets: " + String.join(", ", secrets);
    }

    /**
     * Refuses a model that the user named for another system than the target.
     *
     * @param target all tables of the target
     * @throws BackupException naming every table and column by which the target is not of the system of the model
     */
    public void refuseOtherSystem(List<Table> target) {
        if (model.origin() == EdmsModel.Origin.NAMED) {
            new ModelCheck(model, target).refuseOtherSystem();
        }
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
        fit.refuseOtherSystem();
        fit.refuseUnlessItDescribesAny();
        fit.refuseMisfits();
        return used(offered, nameOf(offered), fit);
    }

    private static EffectiveModel used(EdmsModel offered, String name, ModelCheck fit) {
        return new EffectiveModel(offered, "%s; it describes %d tables".formatted(name, fit.described()));
    }

    private static EffectiveModel unused(String why) {
        return new EffectiveModel(
                EdmsModel.unknown(),
                "none: %s; keys come from constraints, and no column is treated as sensitive".formatted(why));
    }

    private static String nameOf(EdmsModel model) {
        String name = switch (model.origin()) {
            case NONE -> "none";
            case NAMED -> "named model";
            case SHIPPED -> "shipped model";
            case PACKAGED -> "model in the package";
        };
        return model.system() == null
                ? name
                : "%s (%s)".formatted(name, model.system().name());
    }

    private static boolean isUnique(Table table, List<String> columns, boolean nullsEqual, CatalogQuery rows)
            throws SQLException {
        List<String> quoted =
                columns.stream().map(column -> new Identifier(column).quoted()).toList();
        String complete = nullsEqual
                ? "true"
                : quoted.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" AND "));
        return !rows.truth("EXISTS (SELECT FROM %s WHERE %s GROUP BY %s HAVING count(*) > 1)"
                .formatted(table.quotedName(), complete, String.join(", ", quoted)));
    }
}
