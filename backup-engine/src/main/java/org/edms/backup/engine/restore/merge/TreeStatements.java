package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.List;
import org.edms.backup.engine.model.Tree;
import org.edms.backup.engine.restore.target.SqlTemplate;

/** The statements that compute a tree from the parents of its rows, and that verify it by other means. */
sealed interface TreeStatements permits NestedSetStatements, ClosureStatements, PathStatements {

    SqlTemplate UNREACHABLE = SqlTemplate.of("""
            WITH RECURSIVE reached AS (
              SELECT t.:id AS id FROM :target t WHERE t.:parent IS NULL
              UNION ALL
              SELECT t.:id FROM :target t JOIN reached r ON t.:parent = r.id
            )
            SELECT :rowText FROM :target t LEFT JOIN reached r ON r.id = t.:id WHERE r.id IS NULL ORDER BY 1 LIMIT :most
            """);

    SqlTemplate ROOT_LEVEL =
            SqlTemplate.of("(SELECT coalesce(min(t.:level), 0) FROM :target t WHERE t.:parent IS NULL)");

    /** Statements, each of which returns how many rows it changed. */
    List<String> compute();

    /** Queries, each of which returns the name of a row that contradicts its parent; NULL if there is none. */
    List<String> violations();

    static TreeStatements of(PlannedTable table) {
        Tree tree = table.meaning().tree();
        String id = idColumn(table, tree);
        if (tree instanceof Tree.NestedSets sets) {
            return new NestedSetStatements(table, sets, id);
        }
        if (tree instanceof Tree.Closure closure) {
            return new ClosureStatements(table, closure, id);
        }
        return new PathStatements(table, (Tree.Paths) tree, id);
    }

    /**
     * Returns the level that roots keep: some systems begin with 0, some with 1.
     *
     * @param level the column; null if there is none
     */
    static String rootLevel(PlannedTable table, String level, String parent) {
        return level == null
                ? "0"
                : ROOT_LEVEL
                        .with("level", quoted(level))
                        .with("target", table.scanTarget())
                        .with("parent", quoted(parent))
                        .sql();
    }

    /** Names rows that no root leads to. */
    static String unreachable(PlannedTable table, int most) {
        Tree tree = table.meaning().tree();
        return UNREACHABLE
                .with("id", quoted(idColumn(table, tree)))
                .with("parent", quoted(tree.parent()))
                .with("target", table.scanTarget())
                .with("rowText", RowText.of(table, "t"))
                .with("most", most)
                .sql();
    }

    /** The column that the parent of a row names. */
    private static String idColumn(PlannedTable table, Tree tree) {
        return table.parents().stream()
                .filter(reference ->
                        table.isParentOf(reference) && reference.columns().equals(List.of(tree.parent())))
                .map(reference -> reference.referencedColumns().get(0))
                .findFirst()
                .orElseGet(() -> table.primaryKey().get(0));
    }
}
