package org.edms.backup.engine.references;

import java.util.List;
import org.edms.backup.engine.catalog.table.Table;
import org.edms.backup.engine.model.ReferencePlace;

/**
 * A place that behaves like a reference although no foreign key says so.
 *
 * @param schema the schema of its table
 * @param targets the keys in which its values lie, best first; more than one if a type selects the table, or if nothing decides
 * @param type the column with the type that selects the table; null if there is none
 * @param hint the line that declares the reference in a model
 */
public record FoundReference(
        String schema,
        ReferencePlace place,
        List<Target> targets,
        String type,
        Evidence evidence,
        State state,
        String hint) {

    public FoundReference {
        targets = List.copyOf(targets);
    }

    /**
     * A column that identifies the rows of a table.
     *
     * @param typeValue the type that stands for the table; null if the type does not select it
     */
    public record Target(Table.Name table, String key, String typeValue) {}

    /**
     * Why a place is taken for a reference.
     *
     * @param values the number of distinct values
     * @param found how many of them are keys of the targets
     * @param chance the probability that values without a meaning match as often, for all keys that were compared
     * @param reason what names, types or neighbours say
     * @param complete whether all rows were read, and not only a sample
     */
    public record Evidence(long values, long found, double chance, String reason, boolean complete) {

        /** The share of the distinct values that are keys. */
        public double share() {
            return values == 0 ? 0 : (double) found / values;
        }
    }

    /** What the model says about a reference. */
    public enum State {
        /** The model declares it. */
        DECLARED,

        /** The model says that it is none. */
        DISMISSED,

        /** The model says nothing. */
        OPEN
    }

    /** The table and column. */
    public String qualifiedColumn() {
        return schema + "." + place.table() + "." + place.column();
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }
}
