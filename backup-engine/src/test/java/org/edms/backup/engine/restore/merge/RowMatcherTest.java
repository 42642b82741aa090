package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The statements for an example. */
class RowMatcherTest {

    @Test
    void aKeyMapHasBothValuesOfEachRemappableColumn() {
        assertThat(RowMatcher.createKeyMap(staged("paper"))).isEqualTo("""
                CREATE UNLOGGED TABLE "stage".i3 ("#row" bigint, how "char", at tid, tab oid, moved boolean, "o:id" integer, \
                "n:id" integer, "o:uuid" uuid, "n:uuid" uuid)""");
    }

    @Test
    void rowsMatchByTheirUuid() {
        assertThat(RowMatcher.matchByUuid(staged("paper"), maps())).isEqualTo("""
                INSERT INTO "stage".i3
                SELECT s."#row", 'u', t.ctid, t.tableoid, s."id" IS DISTINCT FROM t."id" OR s."uuid" IS DISTINCT FROM \
                t."uuid", s."id", t."id", s."uuid", t."uuid"
                FROM "stage".s3 s
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
                LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id"
                JOIN ONLY "public"."paper" t ON t."uuid" = s."uuid"
                WHERE NOT EXISTS (SELECT FROM "stage".i3 known WHERE known."#row" = s."#row")""");
    }

    @Test
    void rowsMatchByTheirNaturalKey() {
        assertThat(RowMatcher.matchByKeyStatements(staged("kind"), maps(), Optional.empty()))
                .containsExactly("""
                INSERT INTO "stage".i0
                SELECT s."#row", 'k', t.ctid, t.tableoid, s."id" IS DISTINCT FROM t."id", s."id", t."id"
                FROM "stage".s0 s
                JOIN ONLY "public"."kind" t ON t."name" = s."name"
                WHERE NOT EXISTS (SELECT FROM "stage".i0 known WHERE known."#row" = s."#row")""");
    }

    @Test
    void rowsWithoutMatchAreNew() {
        assertThat(RowMatcher.insertNew(staged("kind"), maps(), Map.of("id", "7")))
                .isEqualTo("""
                INSERT INTO "stage".i0
                SELECT s."#row", 'n', NULL, NULL, s."id" IS DISTINCT FROM 7, s."id", 7
                FROM "stage".s0 s
                WHERE NOT EXISTS (SELECT FROM "stage".i0 known WHERE known."#row" = s."#row") AND true""");
    }

    @Test
    void keysWithoutMatchAreMissing() {
        assertThat(RowMatcher.insertMissing(staged("person"), maps())).isEqualTo("""
                INSERT INTO "stage".i1
                SELECT s."#row", 'm', NULL, NULL, s."id" IS DISTINCT FROM NULL, s."id", NULL
                FROM "stage".s1 s
                WHERE NOT EXISTS (SELECT FROM "stage".i1 known WHERE known."#row" = s."#row") AND true""");
    }

    @Test
    void aColumnIsRemappedIfAnyRowHasTwoValues() {
        assertThat(RowMatcher.isRemapped(staged("paper"), "id"))
                .isEqualTo("SELECT EXISTS (SELECT FROM \"stage\".i3 i WHERE i.\"o:id\" IS DISTINCT FROM i.\"n:id\")");
    }

    @Test
    void remappedIdsAreCollectedForGenericReferences() {
        assertThat(RowMatcher.collectGenericIds(staged("paper"), staged("kind"), maps().generic(), maps().genericIds()))
                .isEqualTo("""
                INSERT INTO "stage".g
                SELECT l."id"::text, i."o:id"::text, i."n:id"::text
                FROM "stage".s0 l, "stage".i3 i
                WHERE i.moved AND l."name" IN ('paper')""");
    }
}
