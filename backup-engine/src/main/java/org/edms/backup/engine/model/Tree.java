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

    /**
     * A closure table: it has a row for each row and each of its ancestors.
     *
     * @param table the closure table
     * @param ancestor its column with the ancestor
     * @param descendant its column with the row below
     * @param depth its column with the number of steps between them; null if there is none
     */
    record Closure(String parent, String table, String ancestor, String descendant, String depth) implements Tree {

        @Override
        public List<String> computed() {
            return List.of();
        }

        /** Returns the columns of the closure table. */
        public List<String> closureColumns() {
            return Stream.of(ancestor, descendant, depth)
                    .filter(Objects::nonNull)
                    .toList();
        }

        @Override
        public String toString() {
            return "closure " + table + " by " + parent;
        }
    }

    /**
     * Paths: each row has the path of its parent and a part of its own.
     *
     * @param part the column that a path ends with
     * @param separator what separates the parts
     * @param level the column with the number of ancestors; null if there is none
     */
    record Paths(String parent, String path, String part, String separator, String level) implements Tree {

        @Override
        public List<String> computed() {
            return Stream.of(path, level).filter(Objects::nonNull).toList();
        }

        @Override
        public List<String> columns() {
            return Stream.concat(Tree.super.columns().stream(), Stream.of(part)).toList();
        }

        @Override
        public String toString() {
            return "paths by " + parent;
        }
    }
}
