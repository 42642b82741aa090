package org.edms.backup.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.edms.backup.engine.catalog.table.Table;

/**
 * References that no foreign key declares.
 *
 * @param column the column that contains them
 * @param place where in its values they are
 * @param candidates the table that they reference, or several tables with different ids, one of which they reference; empty if another
 *     column says which one
 * @param type the column that says which table they reference; null if they all reference the same
 * @param tables the table for each value of {@code type}, empty if that value means that there is no reference; null if the values
 *     are ids of generic types
 * @param to the referenced column; null for the primary key
 * @param missing what happens to a reference to a row that is in neither package nor target
 */
public record DeclaredReference(
        String column,
        Place place,
        List<String> candidates,
        String type,
        Map<String, String> tables,
        String to,
        Missing missing) {

    /** What happens to a value that is no reference to a known row. */
    public enum Missing {
        /** Its row is not restored. */
        REFUSE,

        /** It stays, unless a row of the target has this id by chance: then its row is not restored. */
        KEEP,

        /** It stays like with {@link #KEEP}, and is not reported: the place holds other things than ids, too. */
        IGNORE,

        /** It becomes NULL. */
        CLEAR
    }

    public DeclaredReference {
        Objects.requireNonNull(column, "column of a reference");
        Objects.requireNonNull(place, "place of a reference");
        Objects.requireNonNull(missing, "what happens to unresolved references");
        candidates = List.copyOf(candidates);
        tables = tables == null ? null : Map.copyOf(tables);
    }

    /** Returns this reference as it is in a table: in an array column, each element is an id. */
    public DeclaredReference in(Table owner) {
        boolean array = place instanceof Place.Whole
                && owner.column(column)
                        .filter(each -> each.type().endsWith("[]"))
                        .isPresent();
        return array ? new DeclaredReference(column, new Place.Element(), candidates, type, tables, to, missing) : this;
    }

    /** Returns the names of all tables that it can reference. */
    public Set<String> targets(EdmsModel.GenericTypes generic) {
        if (type == null) {
            return Set.copyOf(candidates);
        }
        Map<String, String> byType = tables != null ? tables : generic == null ? Map.of() : generic.tables();
        return byType.values().stream().filter(name -> !name.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the names of the tables, one of which a row references; empty if its type says that there is no reference, null if the
     * type is unknown.
     *
     * @param value the value of the type column; null if it is NULL or there is none
     * @param nameOfType the name of a generic type by its id; null if it is unknown
     */
    public List<String> tablesOf(String value, EdmsModel.GenericTypes generic, UnaryOperator<String> nameOfType) {
        if (type == null) {
            return candidates;
        }
        String named = value == null ? null : tableOfType(value, generic, nameOfType);
        if (named == null) {
            return null;
        }
        return named.isEmpty() ? List.of() : List.of(named);
    }

    /** Returns the table that all values reference, if it is always the same. */
    public Optional<String> table() {
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private String tableOfType(String value, EdmsModel.GenericTypes generic, UnaryOperator<String> nameOfType) {
        if (tables != null) {
            return tables.get(value);
        }
        String name = generic == null ? null : nameOfType.apply(value);
        return name == null ? null : generic.tables().get(name);
    }

    /** Returns the referenced column; empty if the table has no primary key of one column. */
    public Optional<String> referencedColumn(Table referenced) {
        if (to != null) {
            return Optional.of(to);
        }
        return Optional.ofNullable(referenced.primaryKey())
                .filter(key -> key.columns().size() == 1)
                .map(key -> key.columns().get(0));
    }

    /** Returns whether a foreign key could declare the same: whole values of the type of the key, of one table. */
    public boolean isForeignKey(Table owner, Table referenced) {
        return place instanceof Place.Whole
                && candidates.size() == 1
                && missing == Missing.REFUSE
                && referencedColumn(referenced)
                        .flatMap(referenced::column)
                        .map(Table.Column::type)
                        .equals(owner.column(column).map(Table.Column::type));
    }

    /** Returns the foreign key that declares the same. */
    public Table.ForeignKey asForeignKey(Table referenced) {
        return new Table.ForeignKey(
                "reference " + column,
                List.of(column),
                referenced.schema(),
                referenced.name(),
                List.of(referencedColumn(referenced).orElseThrow()),
                false,
                false);
    }

    @Override
    public String toString() {
        return (column + " " + place).strip();
    }
}
