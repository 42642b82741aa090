package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.matched;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.edms.backup.engine.work.Meter;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class MergeCheckTest {

    @Test
    void writtenRowsAreComparedWithThePackage() {
        assertThat(check(OnMatch.UPDATE).differentContent(matched("paper"))).isEqualTo("""
            SELECT min(left(concat_ws(', ', s."code"), 200)) FROM "stage".s3 s JOIN "stage".i3 i ON i."#row" = s."#row"
            LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
            LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id"
            LEFT JOIN ONLY "public"."paper" t ON t."id" = i."n:id"
            WHERE true AND true AND true AND ROW(t."id", t."uuid", t."code", CASE WHEN i.how = 'n' THEN t."secret" END, \
            t."note", t."changed", t."folder_id", t."author_id")::record *<> ROW(i."n:id", i."n:uuid", s."code", CASE \
            WHEN i.how = 'n' THEN s."secret" END, coalesce(s."note", '-'::text), s."changed", CASE WHEN m0."#row" IS NULL \
            THEN s."folder_id" ELSE m0."n:id" END, CASE WHEN m1."#row" IS NULL THEN s."author_id" ELSE m1."n:id" \
            END)::record\
            """);
    }

    @Test
    void onlyNewRowsAreComparedIfMatchedOnesStay() {
        assertThat(check(OnMatch.KEEP).differentContent(matched("kind"))).isEqualTo("""
            SELECT min(left(concat_ws(', ', s."name"), 200)) FROM "stage".s0 s JOIN "stage".i0 i ON i."#row" = s."#row"
            LEFT JOIN ONLY "public"."kind" t ON t."id" = i."n:id"
            WHERE i.how = 'n' AND true AND true AND ROW(t."id", t."name")::record *<> ROW(i."n:id", s."name")::record\
            """);
    }

    @Test
    void aKeyMapMustMapToTheSameNaturalKey() {
        assertThat(check(OnMatch.UPDATE).wrongMapping(matched("paper"))).isEqualTo("""
            SELECT min(left(concat_ws(', ', s."code"), 200)) FROM "stage".s3 s
            JOIN "stage".i3 i ON i."#row" = s."#row"
            LEFT JOIN ONLY "public"."paper" t ON t."id" = i."n:id"
            WHERE i.how IN ('u', 'r', 'k', 'n', 's') AND true AND ROW(t."code")::record *<> ROW(s."code")::record\
            """);
    }

    @Test
    void stubsAreCounted() {
        assertThat(MergeCheck.countStubs(staged("person")))
                .isEqualTo("SELECT count(*) FROM \"stage\".i1 WHERE how = 's'");
    }

    private static MergeCheck check(OnMatch onMatch) {
        RestoreOptions options = RestoreOptions.builder()
                .mode(RestoreMode.MERGE)
                .onMatch(onMatch)
                .safetyBackup(false)
                .build();
        return new MergeCheck(null, maps(), new Quarantine(null, ExampleMerge.SCHEMA), options, new Meter());
    }
}
