package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.genericReference;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class AmbiguousRowsTest {

    @Test
    void aKeyThatReferencesLaterTablesIsFound() {
        assertThat(AmbiguousRows.laterType(staged("mark"), genericReference(), staged("kind"), maps(), "'paper'"))
                .isEqualTo("""
                SELECT min(l."name") FROM "stage".s4 s JOIN "stage".s0 l ON l."id" = s."kind_id"
                JOIN "stage".g g ON g.type = s."kind_id"::text AND g.old = s."object_id"::text WHERE l."name" IN ('paper')""");
    }

    @Test
    void rowsWithTheSameKeyAreFoundUnlessTheirUuidDecides() {
        assertThat(AmbiguousRows.duplicateKey(staged("paper"), maps(), Optional.empty(), true))
                .isEqualTo("""
                SELECT ROW(s."code")::text FROM "stage".s3 s
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
                LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id" WHERE s."code" IS NOT NULL AND NOT EXISTS \
                (SELECT FROM "stage".i3 known WHERE known."#row" = s."#row" AND known.how = 'u') GROUP BY s."code" HAVING \
                count(*) > 1 LIMIT 1""");
    }

    @Test
    void twoRowsOfThePackageForOneOfTheTargetAreFound() {
        assertThat(AmbiguousRows.claimedTwice(staged("kind"))).isEqualTo("""
                SELECT string_agg(ROW(s."name")::text, ' and ' ORDER BY s."#row")
                FROM "stage".s0 s JOIN (SELECT "#row" AS number, count(*) OVER (PARTITION BY at, tab) AS claims FROM \
                "stage".i0
                              WHERE at IS NOT NULL) c ON c.number = s."#row" AND c.claims > 1""");
    }

    @Test
    void twoRowsOfTheTargetForOneOfThePackageAreFound() {
        assertThat(AmbiguousRows.matchedTwice(staged("kind"))).isEqualTo("""
                SELECT ROW(s."name")::text FROM "stage".s0 s JOIN "stage".i0 i ON i."#row" = s."#row"
                GROUP BY s."#row", ROW(s."name")::text HAVING count(*) > 1 LIMIT 1""");
    }

    @Test
    void aUuidThatContradictsTheKeyIsFound() {
        assertThat(AmbiguousRows.uuidContradictsKey(staged("paper"), maps())).isEqualTo("""
                SELECT ROW(s."code")::text FROM "stage".s3 s
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
                LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id" JOIN "stage".i3 i ON i."#row" = s."#row" \
                AND i.how = 'u'
                JOIN ONLY "public"."paper" t ON t."code" = s."code" WHERE (t.ctid, t.tableoid) IS DISTINCT FROM (i.at, i.tab) \
                LIMIT 1""");
    }
}
