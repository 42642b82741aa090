package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class RowStreamerTest {

    @Test
    void rowsAreReadBackInTheOrderOfTheirColumns() {
        assertThat(RowStreamer.copyOut(staged("folder")))
                .isEqualTo("COPY \"public\".\"folder\" (\"id\", \"parent_id\", \"name\") TO STDOUT");
    }
}
