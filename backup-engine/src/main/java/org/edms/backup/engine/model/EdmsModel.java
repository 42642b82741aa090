package org.edms.backup.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.edms.backup.engine.catalog.table.Table;

/**
 * The meaning of the tables and columns of an EDMS.
 *
 * @param text the text of the model file
 * @param system the system that it describes; null if the file does not say
 * @param schema the schema of the tables
 * @param filePrefixes the prefix of the paths in the rows, by file root
 * @param genericTypes how rows name the tables that they reference; null if they do not
 * @param groups tables that are omitted together
 * @param leaveOut tables whose rows must not be copied to another system
 * @param caches tables that the system fills again by itself
 * @param tables the meaning that constraints do not express, by table name
 * @param fixtures how fixture records become rows
 * @param origin where the model comes from
 */
public record EdmsModel(
        String text,
        DescribedSystem system,
        String schema,
        Map<String, String> filePrefixes,
        GenericTypes genericTypes,
        Map<String, List<String>> groups,
        List<String> leaveOut,
        List<String> caches,
        Map<String, TableModel> tables,
        FixtureModel fixtures,
        Origin origin) {

    public static final String USERS = "users";

    /** What a path can contain without leading elsewhere. */
    private static final Pattern SAME_DIRECTORY = Pattern.compile("(?<=/)/+|(?<![^/])\\./+");

    private static final Pattern LEADING_SLASHES = Pattern.compile("^/+");

    /** Where a model comes from. */
    public enum Origin {
        /** There is no model. */
        NONE,

        /** The user named it. */
        NAMED,

        /** This suite ships it. */
        SHIPPED,

        /** It comes with the package. */
        PACKAGED
    }

    /**
     * A table whose rows name other tables.
     *
     * @param label the columns whose values, joined by dots, are the name
     * @param tables the table for each name
     */
    public record GenericTypes(String table, List<String> label, Map<String, String> tables) {

        public GenericTypes {
            label = List.copyOf(label);
            tables = Map.copyOf(tables);
        }
    }

    public EdmsModel {
        filePrefixes = Map.copyOf(filePrefixes);
        groups = Map.copyOf(groups);
        leaveOut = List.copyOf(leaveOut);
        caches = List.copyOf(caches);
        tables = Map.copyOf(tables);
    }

    /** Returns the model for a database about which only its constraints are known. */
    public static EdmsModel unknown() {
        return new EdmsModel(
                null,
                null,
                "public",
                Map.of(),
                null,
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                FixtureModel.none(),
                Origin.NONE);
    }

    public EdmsModel from(Origin other) {
        return new EdmsModel(
                text, system, schema, filePrefixes, genericTypes, groups, leaveOut, caches, tables, fixtures, other);
    }

    /** Returns the path below the directory of a file root, of a path as rows name it. */
    public String pathInRoot(String root, String path) {
        String prefix = filePrefixes.getOrDefault(root, "");
        String plain =
                path.startsWith(prefix) ? path : SAME_DIRECTORY.matcher(path).replaceAll("");
        if (prefix.isEmpty() || !plain.startsWith(prefix)) {
            return path;
        }
        return LEADING_SLASHES.matcher(plain.substring(prefix.length())).replaceFirst("");
    }

    public Optional<TableModel> table(String tableSchema, String name) {
        return tableSchema.equals(schema) ? Optional.ofNullable(tables.get(name)) : Optional.empty();
    }

    /** Returns what the model says about a table, even if it says nothing. */
    public TableModel meaning(Table table) {
        return table(table.schema(), table.name()).orElse(TableModel.SILENT);
    }

    /**
     * Returns whether an export leaves a table out.
     *
     * @param name for a partition, the name of the partitioned table
     */
    public boolean leavesOut(Table.Name name) {
        return name.schema().equals(schema) && (leaveOut.contains(name.table()) || caches.contains(name.table()));
    }

    /** Returns whether nobody but the package says that this model is right. */
    public boolean isOnlyPackaged() {
        return origin == Origin.PACKAGED && !ShippedModels.contains(this);
    }

    /** Returns whether the system fills the table again by itself. */
    public boolean isCache(Table.Name name) {
        return name.schema().equals(schema) && caches.contains(name.table());
    }

    /** Returns the tables whose rows a merge makes from those of another table. */
    public List<String> closures() {
        return tables.values().stream()
                .map(TableModel::tree)
                .filter(Tree.Closure.class::isInstance)
                .map(tree -> ((Tree.Closure) tree).table())
                .toList();
    }

    public boolean isClosure(Table.Name name) {
        return name.schema().equals(schema) && closures().contains(name.table());
    }

    /** Returns whether a declared reference can name a row of the table. */
    public boolean isReferenced(String tableSchema, String name) {
        return tableSchema.equals(schema)
                && tables.values().stream()
                        .flatMap(table -> table.references().declared().stream())
                        .anyMatch(reference -> reference.targets(genericTypes).contains(name));
    }

    public boolean isIn(String group, Table.Name name) {
        return name.schema().equals(schema)
                && groups.getOrDefault(group, List.of()).contains(name.table());
    }
}
