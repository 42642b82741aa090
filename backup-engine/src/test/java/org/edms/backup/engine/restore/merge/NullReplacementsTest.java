package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class NullReplacementsTest {

    @Test
    void nullsThatTheModelReplacesAreCounted() {
        assertThat(NullReplacements.count(staged("paper"), "note"))
                .isEqualTo("SELECT count(*) FROM \"stage\".s3 s WHERE true AND s.\"note\" IS NULL");
    }
}
