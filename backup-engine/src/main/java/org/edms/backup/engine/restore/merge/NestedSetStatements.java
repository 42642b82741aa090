package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.Tree;
import org.edms.backup.engine.restore.target.SqlTemplate;

/** The statements that compute nested sets. */
final class NestedSetStatements implements TreeStatements {

    /**
     * The place of a row is the place of its parent and its number among its siblings. Rows are entered in the order of their places,
     * and left in the order of their places with the largest number behind them, after all rows below. The row that is entered as
     * number n at depth d follows n - 1 others, of which all but d have been left. The row that is left as number n follows n - 1
     * others, and n + d that have been entered.
     */
    private static final SqlTemplate COMPUTE = SqlTemplate.of("""
            WITH RECURSIVE sibling AS (
              SELECT t.:id AS id, t.:parent AS parent, row_number() OVER (PARTITION BY t.:parent ORDER BY :order) AS number
              FROM :target t
            ), node AS (
              SELECT id, number AS tree, 0 AS depth, ARRAY[number] AS place FROM sibling WHERE parent IS NULL
              UNION ALL
              SELECT s.id, n.tree, n.depth + 1, n.place || s.number FROM sibling s JOIN node n ON s.parent = n.id
            ), numbered AS (
              SELECT id, tree, depth + :rootLevel AS level,
                2 * row_number() OVER (:partition ORDER BY place) - depth - 1 AS "left",
                2 * row_number() OVER (:partition ORDER BY place || 9223372036854775807) + depth AS "right"
              FROM node
            )
            UPDATE :target t SET :assignments FROM numbered n WHERE t.:id = n.id AND (:unchanged) IS NOT TRUE
            """);

    private static final SqlTemplate OUTSIDE_OF_PARENT = SqlTemplate.of("""
            SELECT min(:rowText) FROM :target t LEFT JOIN :target p ON p.:id = t.:parent
            WHERE t.:left >= t.:right OR t.:parent IS NOT NULL AND (:inside) IS NOT TRUE
            """);

    private static final SqlTemplate SAME_NUMBER = SqlTemplate.of("""
            SELECT min(text) FROM (
              SELECT min(:rowText) AS text FROM :target t CROSS JOIN LATERAL (VALUES (t.:left), (t.:right)) n (number)
              GROUP BY :numbering HAVING count(*) > 1) same
            """);

    private final PlannedTable table;
    private final Tree.NestedSets tree;
    private final String id;

    NestedSetStatements(PlannedTable table, Tree.NestedSets tree, String id) {
        this.table = table;
        this.tree = tree;
        this.id = id;
    }

    @Override
    public List<String> compute() {
        Map<String, String> computed = new LinkedHashMap<>();
        computed.put(tree.left(), "n.\"left\"");
        computed.put(tree.right(), "n.\"right\"");
        if (tree.tree() != null) {
            computed.put(tree.tree(), "n.tree");
        }
        if (tree.level() != null) {
            computed.put(tree.level(), "n.level");
        }
        return List.of(COMPUTE.with("id", quoted(id))
                .with("parent", quoted(tree.parent()))
                .with("target", table.scanTarget())
                .with("order", order())
                .with("rootLevel", TreeStatements.rootLevel(table, tree.level(), tree.parent()))
                .with("partition", tree.tree() == null ? "" : "PARTITION BY tree")
                .with("assignments", list(computed, ", ", "%s = %s"))
                .with("unchanged", list(computed, " AND ", "t.%s = %s"))
                .sql());
    }

    private static String list(Map<String, String> computed, String between, String each) {
        return computed.entrySet().stream()
                .map(column -> each.formatted(quoted(column.getKey()), column.getValue()))
                .collect(Collectors.joining(between));
    }

    /** Siblings from package and target may have the same position; trees are numbered by each system in its own way. */
    private String order() {
        List<String> order = new ArrayList<>(tree.order());
        if (order.isEmpty()) {
            order.add(tree.left());
        }
        order.add(id);
        String columns = order.stream().map(column -> "t." + quoted(column)).collect(Collectors.joining(", "));
        return tree.order().isEmpty() && tree.tree() != null
                ? "CASE WHEN t.%s IS NULL THEN t.%s END, %s"
                        .formatted(quoted(tree.parent()), quoted(tree.tree()), columns)
                : columns;
    }

    @Override
    public List<String> violations() {
        List<String> inside = new ArrayList<>();
        inside.add("p.%1$s < t.%1$s AND t.%2$s < p.%2$s".formatted(quoted(tree.left()), quoted(tree.right())));
        if (tree.tree() != null) {
            inside.add("t.%1$s = p.%1$s".formatted(quoted(tree.tree())));
        }
        if (tree.level() != null) {
            inside.add("t.%1$s = p.%1$s + 1".formatted(quoted(tree.level())));
        }
        String outsideOfParent = OUTSIDE_OF_PARENT
                .with("rowText", RowText.of(table, "t"))
                .with("target", table.scanTarget())
                .with("id", quoted(id))
                .with("parent", quoted(tree.parent()))
                .with("left", quoted(tree.left()))
                .with("right", quoted(tree.right()))
                .with("inside", String.join(" AND ", inside))
                .sql();
        String sameNumber = SAME_NUMBER
                .with("rowText", RowText.of(table, "t"))
                .with("target", table.scanTarget())
                .with("left", quoted(tree.left()))
                .with("right", quoted(tree.right()))
                .with("numbering", tree.tree() == null ? "n.number" : "n.number, t." + quoted(tree.tree()))
                .sql();
        return List.of(outsideOfParent, sameNumber);
    }
}
