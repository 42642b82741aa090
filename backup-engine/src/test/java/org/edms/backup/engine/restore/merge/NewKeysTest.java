package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class NewKeysTest {

    @Test
    void aNewRowKeepsItsNumberIfItIsFree() {
        assertThat(NewKeys.newNumber(staged("paper"), "id", 7)).isEqualTo("""
                CAST(CASE WHEN (s."id" IS NULL OR EXISTS (SELECT FROM ONLY "public"."paper" t WHERE t."id" = s."id")) THEN 7 \
                + row_number() OVER (PARTITION BY (s."id" IS NULL OR EXISTS (SELECT FROM ONLY "public"."paper" t WHERE t."id" \
                = s."id")) ORDER BY s."id", s."#row")
                          ELSE s."id" END AS integer)""");
    }

    @Test
    void noNewNumberIsInUseOnEitherSide() {
        assertThat(NewKeys.highest(staged("paper"), "id", "0")).isEqualTo("""
                SELECT greatest(0, coalesce((SELECT max("id")::bigint FROM ONLY "public"."paper"), 0), coalesce((SELECT \
                max("id")::bigint FROM "stage".s3), 0), 0)""");
    }

    @Test
    void aStubGetsANumberAboveThoseOfTheTarget() {
        assertThat(NewKeys.stubNumber(staged("person"), 7))
                .isEqualTo("(7 + (SELECT count(*) FROM \"stage\".i1 p WHERE p.\"#row\" <= i.\"#row\"))");
    }

    @Test
    void onlyTheTargetsNumbersCountForStubs() {
        assertThat(NewKeys.highestInTarget(staged("person"), "id", "0")).isEqualTo("""
                SELECT greatest(0, coalesce((SELECT max("id")::bigint FROM ONLY "public"."person"), 0), 0)""");
    }

    @Test
    void aNewRowKeepsItsUuidIfItIsFree() {
        assertThat(NewKeys.newUuid(staged("paper"), "uuid")).isEqualTo("""
                CASE WHEN (s."uuid" IS NULL OR EXISTS (SELECT FROM ONLY "public"."paper" t WHERE t."uuid" = s."uuid")) THEN \
                (overlay(overlay(md5(random()::text || clock_timestamp()::text || random()::text) placing '4' from 13) \
                placing 'a' from 17))::uuid ELSE s."uuid" END""");
    }
}
