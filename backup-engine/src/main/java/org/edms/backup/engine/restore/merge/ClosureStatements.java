package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.ArrayList;
import java.util.List;
import org.edms.backup.engine.model.Tree;
import org.edms.backup.engine.restore.target.SqlTemplate;

/** The statements that make a closure table. Rows that are right stay, so that others may reference them. */
final class ClosureStatements implements TreeStatements {

    /** Whether a row is its own ancestor, the table itself shows; an empty one gets such rows. */
    private static final SqlTemplate PAIRS = SqlTemplate.of("""
            WITH RECURSIVE descent AS (
              SELECT t.:id AS ancestor, t.:id AS descendant, 0 AS depth FROM :target t
              UNION ALL
              SELECT d.ancestor, t.:id, d.depth + 1 FROM :target t JOIN descent d ON t.:parent = d.descendant
            ), pair AS (
              SELECT * FROM descent
              WHERE depth > 0 OR EXISTS (SELECT FROM :closure c WHERE c.:ancestor = c.:descendant) OR NOT EXISTS (SELECT FROM :closure)
            )
            """);

    private static final SqlTemplate DELETE =
            SqlTemplate.of("DELETE FROM :closure c WHERE NOT EXISTS (SELECT FROM pair p WHERE :same)");

    private static final SqlTemplate INSERT = SqlTemplate.of("""
            INSERT INTO :table (:columns) SELECT :values FROM pair p WHERE NOT EXISTS (SELECT FROM :closure c WHERE :same)
            """);

    private static final SqlTemplate LACKS_ANCESTOR = SqlTemplate.of("""
            SELECT min(:rowText) FROM :target t WHERE t.:parent IS NOT NULL AND (
              NOT EXISTS (SELECT FROM :closure c WHERE c.:descendant = t.:id AND c.:ancestor = t.:parent))
            """);

    private static final SqlTemplate LACKS_ANCESTOR_OF_PARENT = SqlTemplate.of("""
            SELECT min(:rowText) FROM :target t JOIN :closure c ON c.:descendant = t.:parent
            WHERE NOT EXISTS (SELECT FROM :closure o WHERE o.:descendant = t.:id AND o.:ancestor = c.:ancestor:depth)
            """);

    private static final SqlTemplate HAS_OTHER_ANCESTOR = SqlTemplate.of("""
            SELECT min(:rowText) FROM :closure c JOIN :target t ON t.:id = c.:descendant
            WHERE c.:ancestor <> t.:id AND c.:ancestor IS DISTINCT FROM t.:parent
              AND NOT EXISTS (SELECT FROM :closure o WHERE o.:descendant = t.:parent AND o.:ancestor = c.:ancestor)
            """);

    private final PlannedTable table;
    private final Tree.Closure tree;
    private final String id;
    private final String closure;

    ClosureStatements(PlannedTable table, Tree.Closure tree, String id) {
        this.table = table;
        this.tree = tree;
        this.id = id;
        this.closure = quoted(table.target().schema()) + "." + quoted(tree.table());
    }

    @Override
    public List<String> compute() {
        List<String> columns = new ArrayList<>(List.of(tree.ancestor(), tree.descendant()));
        List<String> values = new ArrayList<>(List.of("p.ancestor", "p.descendant"));
        String same = "c.%s = p.ancestor AND c.%s = p.descendant"
                .formatted(quoted(tree.ancestor()), quoted(tree.descendant()));
        if (tree.depth() != null) {
            columns.add(tree.depth());
            values.add("p.depth");
            same += " AND c.%s = p.depth".formatted(quoted(tree.depth()));
        }
        String pairs = PAIRS.with("id", quoted(id))
                .with("parent", quoted(tree.parent()))
                .with("target", table.scanTarget())
                .with("closure", closure)
                .with("ancestor", quoted(tree.ancestor()))
                .with("descendant", quoted(tree.descendant()))
                .sql();
        String delete = DELETE.with("closure", closure).with("same", same).sql();
        String insert = INSERT.with("table", closure)
                .with("columns", quoted(columns))
                .with("values", String.join(", ", values))
                .with("closure", closure)
                .with("same", same)
                .sql();
        return List.of(pairs + "\n" + delete, pairs + "\n" + insert);
    }

    @Override
    public List<String> violations() {
        String depth = tree.depth() == null ? "" : " AND o.%1$s = c.%1$s + 1".formatted(quoted(tree.depth()));
        return List.of(
                violation(LACKS_ANCESTOR),
                violation(LACKS_ANCESTOR_OF_PARENT.with("depth", depth)),
                violation(HAS_OTHER_ANCESTOR));
    }

    private String violation(SqlTemplate query) {
        return query.with("rowText", RowText.of(table, "t"))
                .with("target", table.scanTarget())
                .with("closure", closure)
                .with("id", quoted(id))
                .with("parent", quoted(tree.parent()))
                .with("ancestor", quoted(tree.ancestor()))
                .with("descendant", quoted(tree.descendant()))
                .sql();
    }
}
