package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class MatchReportTest {

    @Test
    void rowsAreCountedByTheirMatch() {
        assertThat(MatchReport.keyMapCounts(staged("kind"))).isEqualTo("""
                SELECT count(*) FILTER (WHERE NOT moved),
                       count(*) FILTER (WHERE moved AND how IN ('u', 'r', 'k', 'c')),
                       count(*) FILTER (WHERE moved AND how NOT IN ('u', 'r', 'k', 'c')),
                       count(*) FILTER (WHERE how = 'u')
                FROM "stage".i0""");
    }

    @Test
    void renamedRowsAreShownWithBothKeys() {
        assertThat(MatchReport.renamedExamples(staged("paper"), KeyRemapping.ofStaged(staged("paper"), maps())))
                .isEqualTo("""
                SELECT concat_ws(', ', t."code"), concat_ws(', ', s."code")
                FROM "stage".s3 s
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
                LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id"
                JOIN "stage".i3 i ON i."#row" = s."#row" AND i.how = 'u'
                JOIN ONLY "public"."paper" t ON t.ctid = i.at AND t.tableoid = i.tab
                WHERE s."code" IS DISTINCT FROM t."code"
                ORDER BY 1 LIMIT 3""");
    }
}
