package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import java.util.List;
import org.edms.backup.engine.model.Tree;
import org.junit.jupiter.api.Test;

class TreeStatementsTest {

    @Test
    void nestedSetsFollowFromTheOrderInWhichRowsAreEnteredAndLeft() {
        assertThat(sets().compute()).containsExactly("""
                WITH RECURSIVE sibling AS (
                  SELECT t."id" AS id, t."parent_id" AS parent, row_number() OVER (PARTITION BY t."parent_id" ORDER BY CASE WHEN t."parent_id" IS NULL THEN t."tree_id" END, t."lft", t."id") AS number
                  FROM ONLY "public"."folder" t
                ), node AS (
                  SELECT id, number AS tree, 0 AS depth, ARRAY[number] AS place FROM sibling WHERE parent IS NULL
                  UNION ALL
                  SELECT s.id, n.tree, n.depth + 1, n.place || s.number FROM sibling s JOIN node n ON s.parent = n.id
                ), numbered AS (
                  SELECT id, tree, depth + (SELECT coalesce(min(t."level"), 0) FROM ONLY "public"."folder" t WHERE t."parent_id" IS NULL) AS level,
                    2 * row_number() OVER (PARTITION BY tree ORDER BY place) - depth - 1 AS "left",
                    2 * row_number() OVER (PARTITION BY tree ORDER BY place || 9223372036854775807) + depth AS "right"
                  FROM node
                )
                UPDATE ONLY "public"."folder" t SET "lft" = n."left", "rght" = n."right", "tree_id" = n.tree, "level" = n.level FROM numbered n WHERE t."id" = n.id AND (t."lft" = n."left" AND t."rght" = n."right" AND t."tree_id" = n.tree AND t."level" = n.level) IS NOT TRUE""");
    }

    @Test
    void aRowOfANestedSetLiesInsideOfItsParentAndSharesNoNumber() {
        assertThat(sets().violations()).containsExactly("""
                SELECT min(left(concat_ws(', ', t."parent_id", t."name"), 200)) FROM ONLY "public"."folder" t LEFT JOIN ONLY "public"."folder" p ON p."id" = t."parent_id"
                WHERE t."lft" >= t."rght" OR t."parent_id" IS NOT NULL AND (p."lft" < t."lft" AND t."rght" < p."rght" AND t."tree_id" = p."tree_id" AND t."level" = p."level" + 1) IS NOT TRUE""", """
                SELECT min(text) FROM (
                  SELECT min(left(concat_ws(', ', t."parent_id", t."name"), 200)) AS text FROM ONLY "public"."folder" t CROSS JOIN LATERAL (VALUES (t."lft"), (t."rght")) n (number)
                  GROUP BY n.number, t."tree_id" HAVING count(*) > 1) same""");
    }

    @Test
    void aPathIsThatOfTheParentAndAPart() {
        assertThat(new PathStatements(staged("folder"), new Tree.Paths("parent_id", "path", "name", "/", null), "id")
                        .compute())
                .containsExactly("""
                WITH RECURSIVE style AS (
                  SELECT CASE WHEN bool_and(starts_with(t."path", '/')) THEN '/' ELSE '' END AS before,
                    CASE WHEN bool_and(right(t."path", length('/')) = '/') FILTER (WHERE t."path" <> '/')
                      THEN '/' ELSE '' END AS after
                  FROM ONLY "public"."folder" t WHERE t."path" <> ''
                ), node AS (
                  SELECT t."id" AS id, 0 AS level,
                    CASE WHEN t."path" IN ('', '/') THEN t."path"::text ELSE y.before || t."name" || y.after END AS path
                  FROM ONLY "public"."folder" t CROSS JOIN style y WHERE t."parent_id" IS NULL
                  UNION ALL
                  SELECT t."id", n.level + 1,
                    CASE WHEN n.path = '' THEN y.before
                         WHEN right(n.path, length('/')) = '/' THEN n.path
                         ELSE n.path || '/' END || t."name" || y.after
                  FROM ONLY "public"."folder" t JOIN node n ON t."parent_id" = n.id CROSS JOIN style y
                )
                UPDATE ONLY "public"."folder" t SET "path" = n.path FROM node n
                WHERE t."id" = n.id AND (t."path" IS DISTINCT FROM n.path)""");
    }

    @Test
    void aClosureLosesAndGetsRows() {
        assertThat(new ClosureStatements(
                                staged("folder"), new Tree.Closure("parent_id", "above", "one", "other", "depth"), "id")
                        .compute())
                .containsExactly("""
                WITH RECURSIVE descent AS (
                  SELECT t."id" AS ancestor, t."id" AS descendant, 0 AS depth FROM ONLY "public"."folder" t
                  UNION ALL
                  SELECT d.ancestor, t."id", d.depth + 1 FROM ONLY "public"."folder" t JOIN descent d ON t."parent_id" = d.descendant
                ), pair AS (
                  SELECT * FROM descent
                  WHERE depth > 0 OR EXISTS (SELECT FROM "public"."above" c WHERE c."one" = c."other") OR NOT EXISTS (SELECT FROM "public"."above")
                )
                DELETE FROM "public"."above" c WHERE NOT EXISTS (SELECT FROM pair p WHERE c."one" = p.ancestor AND c."other" = p.descendant AND c."depth" = p.depth)""", """
                WITH RECURSIVE descent AS (
                  SELECT t."id" AS ancestor, t."id" AS descendant, 0 AS depth FROM ONLY "public"."folder" t
                  UNION ALL
                  SELECT d.ancestor, t."id", d.depth + 1 FROM ONLY "public"."folder" t JOIN descent d ON t."parent_id" = d.descendant
                ), pair AS (
                  SELECT * FROM descent
                  WHERE depth > 0 OR EXISTS (SELECT FROM "public"."above" c WHERE c."one" = c."other") OR NOT EXISTS (SELECT FROM "public"."above")
                )
                INSERT INTO "public"."above" ("one", "other", "depth") SELECT p.ancestor, p.descendant, p.depth FROM pair p WHERE NOT EXISTS (SELECT FROM "public"."above" c WHERE c."one" = p.ancestor AND c."other" = p.descendant AND c."depth" = p.depth)""");
    }

    private static TreeStatements sets() {
        return new NestedSetStatements(
                staged("folder"), new Tree.NestedSets("parent_id", "lft", "rght", "tree_id", "level", List.of()), "id");
    }
}
