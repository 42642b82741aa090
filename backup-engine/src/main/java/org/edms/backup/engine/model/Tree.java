package org.edms.backup.engine.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a table says about the tree that its rows form, beside the parent of each row. It depends on all rows, so that a merge
 * computes it again.
 */
public sealed interface Tree {

    /** The column with the parent of a row; NULL for a root. */
    String parent();

    /** The columns of the table that are computed again. */
    List<String> computed();

    /** All columns of the table that it names. */
    default List<String> columns() {
        return Stream.concat(Stream.of(parent()), computed().stream()).toList();
    }

    /**
     * Nested sets: the numbers of all rows below a row lie between two numbers of the row.
     *
     * @param tree the column with the number of the tree; null if the roots share one numbering
     * @param level the column with the number of ancestors; null if there is none
     * @param order the columns that siblings are sorted by; empty to keep the order that they have
     */
    record NestedSets(String parent, String left, String right, String tree, String level, List<String> order)
            implements Tree {

        public NestedSets {
            order = List.copyOf(order);
        }

        @Override
        public List<String> computed() {
            return Stream.of(left, right, tree, level).filter(Objects::nonNull).toList();
        }

        @Override
        public List<String> columns() {
            return Stream.concat(Tree.super.columns().stream(), order.stream()).toList();
        }

        @Override
        public String toString() {
            return "nested sets by " + parent;
        }
    }
}
