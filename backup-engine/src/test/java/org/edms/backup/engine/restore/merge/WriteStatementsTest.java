package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.matched;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.edms.backup.model.restore.OnMatch;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class WriteStatementsTest {

    @Test
    void newRowsAreInsertedWithRemappedReferences() {
        assertThat(statements(OnMatch.UPDATE).insert()).isEqualTo("""
                INSERT INTO "public"."paper" ("id", "uuid", "code", "secret", "note", "changed", "folder_id", "author_id") \
                OVERRIDING SYSTEM VALUE
                SELECT i."n:id", i."n:uuid", s."code", s."secret", coalesce(s."note", '-'::text), s."changed", CASE WHEN \
                m0."#row" IS NULL THEN s."folder_id" ELSE m0."n:id" END, CASE WHEN m1."#row" IS NULL THEN s."author_id" ELSE \
                m1."n:id" END
                FROM "stage".s3 s JOIN "stage".i3 i ON i."#row" = s."#row"
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
                LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id"
                WHERE i.how = 'n' AND true AND true AND true""");
    }

    @Test
    void matchedRowsThatDifferAreCounted() {
        assertThat(statements(OnMatch.UPDATE).countDiffering()).isEqualTo("""
                SELECT count(*) FROM "stage".s3 s JOIN "stage".i3 i ON i."#row" = s."#row"
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
                LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id"
                JOIN ONLY "public"."paper" t ON t.ctid = i.at AND t.tableoid = i.tab
                WHERE true AND true AND true AND ROW(t."code", t."note", t."changed", t."folder_id", t."author_id")::record \
                *<> ROW(s."code", coalesce(s."note", '-'::text), s."changed", CASE WHEN m0."#row" IS NULL THEN s."folder_id" \
                ELSE m0."n:id" END, CASE WHEN m1."#row" IS NULL THEN s."author_id" ELSE m1."n:id" END)::record""");
    }

    @Test
    void matchedRowsKeepKeysAndSecretsWhenTheyAreUpdated() {
        assertThat(statements(OnMatch.UPDATE).updateMatched()).containsExactly("""
                UPDATE ONLY "public"."paper" t SET "code" = x."code", "note" = x."note", "changed" = x."changed", "folder_id" \
                = x."folder_id", "author_id" = x."author_id"
                FROM (SELECT i.at AS "#at", i.tab AS "#tab", s."code" AS "code", coalesce(s."note", '-'::text) AS "note", \
                s."changed" AS "changed", CASE WHEN m0."#row" IS NULL THEN s."folder_id" ELSE m0."n:id" END AS "folder_id", \
                CASE WHEN m1."#row" IS NULL THEN s."author_id" ELSE m1."n:id" END AS "author_id"
                      FROM "stage".s3 s JOIN "stage".i3 i ON i."#row" = s."#row"
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
                LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id"
                JOIN ONLY "public"."paper" t ON t.ctid = i.at AND t.tableoid = i.tab
                WHERE true AND true AND true AND ROW(t."code", t."note", t."changed", t."folder_id", t."author_id")::record \
                *<> ROW(s."code", coalesce(s."note", '-'::text), s."changed", CASE WHEN m0."#row" IS NULL THEN s."folder_id" \
                ELSE m0."n:id" END, CASE WHEN m1."#row" IS NULL THEN s."author_id" ELSE m1."n:id" END)::record AND true) x
                WHERE t.ctid = x."#at" AND t.tableoid = x."#tab\"""");
    }

    @Test
    void theLaterChangeWins() {
        assertThat(statements(OnMatch.NEWER).updateMatched()).containsExactly("""
                UPDATE ONLY "public"."paper" t SET "code" = x."code", "note" = x."note", "changed" = x."changed", "folder_id" \
                = x."folder_id", "author_id" = x."author_id"
                FROM (SELECT i.at AS "#at", i.tab AS "#tab", s."code" AS "code", coalesce(s."note", '-'::text) AS "note", \
                s."changed" AS "changed", CASE WHEN m0."#row" IS NULL THEN s."folder_id" ELSE m0."n:id" END AS "folder_id", \
                CASE WHEN m1."#row" IS NULL THEN s."author_id" ELSE m1."n:id" END AS "author_id"
                      FROM "stage".s3 s JOIN "stage".i3 i ON i."#row" = s."#row"
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
                LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id"
                JOIN ONLY "public"."paper" t ON t.ctid = i.at AND t.tableoid = i.tab
                WHERE true AND true AND true AND ROW(t."code", t."note", t."changed", t."folder_id", t."author_id")::record \
                *<> ROW(s."code", coalesce(s."note", '-'::text), s."changed", CASE WHEN m0."#row" IS NULL THEN s."folder_id" \
                ELSE m0."n:id" END, CASE WHEN m1."#row" IS NULL THEN s."author_id" ELSE m1."n:id" END)::record AND \
                s."changed" > t."changed") x
                WHERE t.ctid = x."#at" AND t.tableoid = x."#tab\"""");
    }

    @Test
    void matchedRowsAreCounted() {
        assertThat(statements(OnMatch.UPDATE).countMatched()).isEqualTo("""
                SELECT count(*) FROM "stage".i3 i JOIN "stage".s3 s ON s."#row" = i."#row"
                WHERE i.how IN ('u', 'r', 'k', 'c') AND true AND true""");
    }

    @Test
    void rowsToRestoreAreCounted() {
        assertThat(WriteStatements.countRestorable(staged("kind")))
                .isEqualTo("SELECT count(*) FROM \"stage\".s0 s WHERE true");
    }

    @Test
    void aRowThatIsRejectedIsQuarantinedAndTheOthersAreWritten() {
        assertThat(new WriteStatements(matched("kind"), maps(), quarantine(), OnMatch.KEEP).writeRowByRow())
                .isEqualTo("""
                DO 'DECLARE r bigint; why text; n bigint; inserted bigint := 0; updated bigint := 0;
                BEGIN
                  FOR r IN SELECT s."#row" FROM "stage".s0 s WHERE true AND true ORDER BY 1 LOOP
                    BEGIN
                      UPDATE ONLY "public"."kind" t SET "name" = x."name"
                FROM (SELECT i.at AS "#at", i.tab AS "#tab", s."name" AS "name"
                      FROM "stage".s0 s JOIN "stage".i0 i ON i."#row" = s."#row"
                JOIN ONLY "public"."kind" t ON t.ctid = i.at AND t.tableoid = i.tab
                WHERE true AND true AND s."#row" = r AND ROW(t."name")::record *<> ROW(s."name")::record AND false) x
                WHERE t.ctid = x."#at" AND t.tableoid = x."#tab"; GET DIAGNOSTICS n = ROW_COUNT; updated := updated + n;
                      INSERT INTO "public"."kind" ("id", "name") OVERRIDING SYSTEM VALUE
                SELECT i."n:id", s."name"
                FROM "stage".s0 s JOIN "stage".i0 i ON i."#row" = s."#row"
                WHERE i.how = ''n'' AND true AND true AND s."#row" = r;
                      GET DIAGNOSTICS n = ROW_COUNT;
                      inserted := inserted + n;
                    EXCEPTION WHEN integrity_constraint_violation OR data_exception OR raise_exception THEN
                      why := SQLERRM;
                      INSERT INTO "stage".q VALUES (''"stage".s0'', r, why) ON CONFLICT DO NOTHING;
                    END;
                  END LOOP;
                  INSERT INTO pg_temp.written VALUES (inserted, updated);
                END'""");
    }

    private static WriteStatements statements(OnMatch onMatch) {
        return new WriteStatements(matched("paper"), maps(), quarantine(), onMatch);
    }

    private static Quarantine quarantine() {
        return new Quarantine(null, ExampleMerge.SCHEMA);
    }
}
