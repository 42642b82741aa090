package org.edms.backup.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The meaning of the tables and columns of an EDMS.
 *
 * @param text of the file that it was read from
 * @param schema in which the tables lie
 * @param filePrefixes for each root of files, what the paths in the rows begin with
 * @param genericTypes how rows name the tables that they point to; null when they do not
 * @param groups tables that are left out together
 * @param leaveOut tables whose rows another system must not get
 * @param tables by name, what cannot be read from their constraints
 * @param fixtures how the records of fixtures become rows
 * @param origin who chose it
 */
public record EdmsModel(
        String text,
        String schema,
        Map<String, String> filePrefixes,
        GenericTypes genericTypes,
        Map<String, List<String>> groups,
        List<String> leaveOut,
        Map<String, TableModel> tables,
        FixtureModel fixtures,
        Origin origin) {

    public static final String USERS = "users";

    /** Who chose a model. */
    public enum Origin {
        /** Nobody: there is none. */
        NONE,

        /** The user, by name. */
        NAMED,

        /** Nobody: it is the model that is shipped. */
        SHIPPED,

        /** Whoever made the package that holds it. */
        PACKAGED
    }

    /**
     * A table whose rows name other tables.
     *
     * @param label the columns whose values, joined by dots, are the name
     * @param tables for each name, the table that is meant
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
        tables = Map.copyOf(tables);
    }

    /** For a database of which nothing is known but what its constraints say. */
    public static EdmsModel unknown() {
        return new EdmsModel(
                null, "public", Map.of(), null, Map.of(), List.of(), Map.of(), FixtureModel.none(), Origin.NONE);
    }

    public EdmsModel from(Origin other) {
        return new EdmsModel(text, schema, filePrefixes, genericTypes, groups, leaveOut, tables, fixtures, other);
    }

    public Optional<TableModel> table(String tableSchema, String name) {
        return tableSchema.equals(schema) ? Optional.ofNullable(tables.get(name)) : Optional.empty();
    }

    public boolean leavesOut(String tableSchema, String name) {
        return tableSchema.equals(schema) && leaveOut.contains(name);
    }

    public boolean isIn(String group, String tableSchema, String name) {
        return tableSchema.equals(schema)
                && groups.getOrDefault(group, List.of()).contains(name);
    }
}
