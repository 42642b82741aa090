package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.Optional;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.restore.target.Sql;

/** References to a row of any table, by a type and an id: what the model says about them. */
record GenericReferences(EdmsModel model) {

    /** Whether the model has any. */
    boolean areDefined() {
        return model.genericTypes() != null;
    }

    /** Whether rows of a table are types. */
    boolean isTypeTable(Table table) {
        return areDefined()
                && table.tableName().equals(named(model.genericTypes().table()));
    }

    /** The table whose rows are the types, if the merge has it. */
    <T extends PlannedTable> Optional<T> typeTable(TableSet<T> tables) {
        return areDefined() ? tables.find(named(model.genericTypes().table())) : Optional.empty();
    }

    /** The table that a type stands for, if the merge has its ids in a single column. */
    <T extends PlannedTable> Optional<T> tableOf(String type, TableSet<T> tables) {
        return tables.find(named(model.genericTypes().tables().get(type)))
                .filter(table -> table.primaryKey().size() == 1 && table.hasAll(table.primaryKey()));
    }

    /** The names of the types that stand for a table, as SQL literals; empty if there are none. */
    String typesOf(PlannedTable table) {
        return model.genericTypes().tables().entrySet().stream()
                .filter(type -> table.tableName().equals(named(type.getValue())))
                .map(type -> Sql.literal(type.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** The column with the type, if a column holds ids of generic references. */
    Optional<String> typeColumn(TableModel meaning, String column) {
        return !areDefined()
                ? Optional.empty()
                : meaning.references().generic().stream()
                        .filter(reference -> reference.id().equals(column))
                        .map(TableModel.GenericReference::type)
                        .findFirst();
    }

    /** An expression for the name of a type. */
    String label(String alias) {
        return model.genericTypes().label().stream()
                .map(column -> alias + "." + quoted(column))
                .collect(Collectors.joining(" || '.' || "));
    }

    private Table.Name named(String table) {
        return new Table.Name(model.schema(), table);
    }
}
