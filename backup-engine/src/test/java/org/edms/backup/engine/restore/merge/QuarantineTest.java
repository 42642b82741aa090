package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.reference;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class QuarantineTest {

    @Test
    void rowsAreTakenWithTheirReason() {
        assertThat(quarantine().takeStatement(staged("paper"), "s.id = 1", "it's wrong"))
                .isEqualTo("""
                INSERT INTO "stage".q
                SELECT '"stage".s3', s."#row", 'it''s wrong' FROM "stage".s3 s WHERE s.id = 1
                ON CONFLICT DO NOTHING""");
    }

    @Test
    void aRejectedRowIsTakenWithTheServersReason() {
        assertThat(quarantine().takeOne(staged("paper")))
                .isEqualTo("INSERT INTO \"stage\".q VALUES ('\"stage\".s3', r, why) ON CONFLICT DO NOTHING");
    }

    @Test
    void rowsThatReferenceATakenRowAreFound() {
        assertThat(quarantine().referencesTaken(reference("paper", 0), staged("folder")))
                .isEqualTo("""
                EXISTS (SELECT FROM "stage".s2 p JOIN "stage".q q ON q.staging = '"stage".s2' AND q.row = p."#row" WHERE \
                p."id" = s."folder_id")""");
    }

    @Test
    void takenRowsAreReportedWithTheirReasons() {
        assertThat(quarantine().rowsStatement(staged("paper"))).isEqualTo("""
                SELECT left(concat_ws(', ', s."code"), 200), q.reason FROM "stage".q q JOIN "stage".s3 s ON s."#row" = q.row
                WHERE q.staging = '"stage".s3' ORDER BY q.row LIMIT 1000""");
    }

    private static Quarantine quarantine() {
        return new Quarantine(null, ExampleMerge.SCHEMA);
    }
}
