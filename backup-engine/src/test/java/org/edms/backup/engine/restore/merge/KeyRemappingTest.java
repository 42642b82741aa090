package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.matched;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class KeyRemappingTest {

    @Test
    void referencesGoThroughTheKeyMapsOfTheirTables() {
        assertThat(KeyRemapping.ofStaged(staged("paper"), maps()).from()).isEqualTo("""
                "stage".s3 s
                LEFT JOIN "stage".i2 m0 ON m0.moved AND m0."o:id" = s."folder_id"
                LEFT JOIN "stage".i1 m1 ON m1.moved AND m1."o:id" = s."author_id\"""");
    }

    @Test
    void aReferenceKeepsItsValueWhereItIsNotRemapped() {
        assertThat(KeyRemapping.ofStaged(staged("paper"), maps()).value("folder_id"))
                .isEqualTo("CASE WHEN m0.\"#row\" IS NULL THEN s.\"folder_id\" ELSE m0.\"n:id\" END");
    }

    @Test
    void aNullGetsTheValueOfTheModel() {
        assertThat(KeyRemapping.ofStaged(staged("paper"), maps()).value("note"))
                .isEqualTo("coalesce(s.\"note\", '-'::text)");
    }

    @Test
    void aGenericReferenceGoesThroughTheRemappedIdsOfItsType() {
        assertThat(KeyRemapping.ofStaged(staged("mark"), maps()).from()).isEqualTo("""
                "stage".s4 s
                LEFT JOIN "stage".g g0 ON g0.type = s."kind_id"::text AND g0.old = s."object_id"::text""");
    }

    @Test
    void aMatchedRowHasTheKeysOfTheTarget() {
        assertThat(KeyRemapping.ofMatched(matched("paper"), maps()).value("id")).isEqualTo("i.\"n:id\"");
    }

    @Test
    void aParentInTheKeyIsTheRowThatItMatches() {
        assertThat(KeyRemapping.ofStaged(staged("folder"), maps()).keyEquality(staged("folder")))
                .isEqualTo("""
                (s."parent_id" IS NULL AND t."parent_id" IS NULL
                  OR t."parent_id" = (SELECT p."n:id" FROM "stage".i2 p WHERE p."o:id" = s."parent_id")) AND t."name" = \
                s."name\"""");
    }
}
