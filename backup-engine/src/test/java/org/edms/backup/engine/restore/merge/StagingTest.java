package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class StagingTest {

    @Test
    void aStagingTableNumbersItsRows() {
        assertThat(Staging.createTable(staged("folder"))).isEqualTo("""
                CREATE UNLOGGED TABLE "stage".s2
                ("#row" bigint GENERATED ALWAYS AS IDENTITY (CACHE 1000), "#looked up" boolean DEFAULT false, "id" integer, \
                "parent_id" integer, "name" text)""");
    }

    @Test
    void onlyColumnsThatRowsAreJoinedByAreAnalysed() {
        assertThat(Staging.analyze(staged("paper")))
                .isEqualTo("ANALYZE \"stage\".s3 (\"id\", \"uuid\", \"code\", \"folder_id\", \"author_id\")");
    }

    @Test
    void keysOfReferencedRowsAreAddedToTheRowsToRestore() {
        assertThat(Staging.takeReferences(staged("person"))).isEqualTo("""
                INSERT INTO "stage".s1 ("#looked up", "id", "login")
                SELECT true, "id", "login" FROM "stage".s1r""");
    }
}
