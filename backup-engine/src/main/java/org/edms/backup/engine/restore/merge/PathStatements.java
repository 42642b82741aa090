package org.edms.backup.engine.restore.merge;

import static org.edms.backup.engine.restore.target.Sql.quoted;

import java.util.List;
import org.edms.backup.engine.model.Tree;
import org.edms.backup.engine.restore.target.Sql;
import org.edms.backup.engine.restore.target.SqlTemplate;

/** The statements that compute paths. */
final class PathStatements implements TreeStatements {

    /** The rows themselves show whether paths begin and end with the separator. A root without a part in its path keeps it. */
    private static final SqlTemplate COMPUTE = SqlTemplate.of("""
            WITH RECURSIVE style AS (
              SELECT CASE WHEN bool_and(starts_with(t.:path, :separator)) THEN :separator ELSE '' END AS before,
                CASE WHEN bool_and(right(t.:path, length(:separator)) = :separator) FILTER (WHERE t.:path <> :separator)
                  THEN :separator ELSE '' END AS after
              FROM :target t WHERE t.:path <> ''
            ), node AS (
              SELECT t.:id AS id, :rootLevel AS level,
                CASE WHEN t.:path IN ('', :separator) THEN t.:path::text ELSE y.before || t.:part || y.after END AS path
              FROM :target t CROSS JOIN style y WHERE t.:parent IS NULL
              UNION ALL
              SELECT t.:id, n.level + 1,
                CASE WHEN n.path = '' THEN y.before
                     WHEN right(n.path, length(:separator)) = :separator THEN n.path
                     ELSE n.path || :separator END || t.:part || y.after
              FROM :target t JOIN node n ON t.:parent = n.id CROSS JOIN style y
            )
            UPDATE :target t SET :path = n.path:setLevel FROM node n
            WHERE t.:id = n.id AND (t.:path IS DISTINCT FROM n.path:otherLevel)
            """);

    private static final SqlTemplate OUTSIDE_OF_PARENT = SqlTemplate.of("""
            SELECT min(:rowText) FROM :target t JOIN :target p ON p.:id = t.:parent
            WHERE (starts_with(t.:path, p.:path) AND position(t.:part::text IN substr(t.:path, length(p.:path) + 1)) > 0:level)
              IS NOT TRUE
            """);

    private final PlannedTable table;
    private final Tree.Paths tree;
    private final String id;

    PathStatements(PlannedTable table, Tree.Paths tree, String id) {
        this.table = table;
        this.tree = tree;
        this.id = id;
    }

    @Override
    public List<String> compute() {
        String level = tree.level() == null ? null : quoted(tree.level());
        return List.of(COMPUTE.with("id", quoted(id))
                .with("parent", quoted(tree.parent()))
                .with("path", quoted(tree.path()))
                .with("part", quoted(tree.part()))
                .with("separator", Sql.literal(tree.separator()))
                .with("target", table.scanTarget())
                .with("rootLevel", TreeStatements.rootLevel(table, tree.level(), tree.parent()))
                .with("setLevel", level == null ? "" : ", %s = n.level".formatted(level))
                .with("otherLevel", level == null ? "" : " OR t.%s IS DISTINCT FROM n.level".formatted(level))
                .sql());
    }

    @Override
    public List<String> violations() {
        return List.of(OUTSIDE_OF_PARENT
                .with("rowText", RowText.of(table, "t"))
                .with("target", table.scanTarget())
                .with("id", quoted(id))
                .with("parent", quoted(tree.parent()))
                .with("path", quoted(tree.path()))
                .with("part", quoted(tree.part()))
                .with("level", tree.level() == null ? "" : " AND t.%1$s = p.%1$s + 1".formatted(quoted(tree.level())))
                .sql());
    }
}
