package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class ContentMatchTest {

    @Test
    void rowsWithTheSameContentArePairedByTheirPrimaryKeyFirst() {
        assertThat(content().pairByPrimaryKey()).isEqualTo("""
                INSERT INTO "stage".i5
                SELECT x."#row", 'c', y.at, y.tab, x."o:id" IS DISTINCT FROM y."n:id", x."o:id", y."n:id"
                FROM (SELECT s."#row", c.content, row_number() OVER (PARTITION BY c.content ORDER BY s."id", s."#row") AS \
                number, s."id" AS "o:id"
                      FROM "stage".s5 s
                      CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(s."text")::text, 'UTF8')) AS content) c
                      WHERE NOT EXISTS (SELECT FROM "stage".i5 known WHERE known."#row" = s."#row") AND (true)) x
                JOIN (SELECT t.ctid AS at, t.tableoid AS tab, c.content,
                             row_number() OVER (PARTITION BY c.content ORDER BY t."id") AS number, t."id" AS "n:id"
                      FROM ONLY "public"."line" t
                      CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(t."text")::text, 'UTF8')) AS content) c
                      WHERE NOT EXISTS (SELECT FROM "stage".i5 known WHERE known.at = t.ctid AND known.tab = t.tableoid)
                        AND (true)) y
                  ON x.content = y.content AND x."o:id" = y."n:id\"""");
    }

    @Test
    void otherRowsWithTheSameContentArePairedInTheirOrder() {
        assertThat(content().pairInOrder()).isEqualTo("""
                INSERT INTO "stage".i5
                SELECT x."#row", 'c', y.at, y.tab, x."o:id" IS DISTINCT FROM y."n:id", x."o:id", y."n:id"
                FROM (SELECT s."#row", c.content, row_number() OVER (PARTITION BY c.content ORDER BY s."id", s."#row") AS \
                number, s."id" AS "o:id"
                      FROM "stage".s5 s
                      CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(s."text")::text, 'UTF8')) AS content) c
                      WHERE NOT EXISTS (SELECT FROM "stage".i5 known WHERE known."#row" = s."#row") AND (true)) x
                JOIN (SELECT t.ctid AS at, t.tableoid AS tab, c.content,
                             row_number() OVER (PARTITION BY c.content ORDER BY t."id") AS number, t."id" AS "n:id"
                      FROM ONLY "public"."line" t
                      CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(t."text")::text, 'UTF8')) AS content) c
                      WHERE NOT EXISTS (SELECT FROM "stage".i5 known WHERE known.at = t.ctid AND known.tab = t.tableoid)
                        AND (true)) y
                  ON x.content = y.content AND x.number = y.number""");
    }

    @Test
    void onlyRowsWithNullInTheKeyMatchByContent() {
        assertThat(new ContentMatch(staged("folder"), maps(), List.of("name"))
                        .whereAnyIsNull(List.of("parent_id"))
                        .pairInOrder())
                .isEqualTo("""
                INSERT INTO "stage".i2
                SELECT x."#row", 'c', y.at, y.tab, x."o:id" IS DISTINCT FROM y."n:id", x."o:id", y."n:id"
                FROM (SELECT s."#row", c.content, row_number() OVER (PARTITION BY c.content ORDER BY s."id", s."#row") AS \
                number, s."id" AS "o:id"
                      FROM "stage".s2 s
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."parent_id"
                      CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(s."name")::text, 'UTF8')) AS content) c
                      WHERE NOT EXISTS (SELECT FROM "stage".i2 known WHERE known."#row" = s."#row") AND (CASE WHEN m0."#row" \
                IS NULL THEN s."parent_id" ELSE m0."n:id" END IS NULL)) x
                JOIN (SELECT t.ctid AS at, t.tableoid AS tab, c.content,
                             row_number() OVER (PARTITION BY c.content ORDER BY t."id") AS number, t."id" AS "n:id"
                      FROM ONLY "public"."folder" t
                      CROSS JOIN LATERAL (SELECT sha256(convert_to(ROW(t."name")::text, 'UTF8')) AS content) c
                      WHERE NOT EXISTS (SELECT FROM "stage".i2 known WHERE known.at = t.ctid AND known.tab = t.tableoid)
                        AND (t."parent_id" IS NULL)) y
                  ON x.content = y.content AND x.number = y.number""");
    }

    private static ContentMatch content() {
        return new ContentMatch(staged("line"), maps(), List.of("text"));
    }
}
