package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.matched;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class ReferenceResolverTest {

    @Test
    void theKeyMapSaysWhichRowsAreNew() {
        assertThat(ReferenceResolver.isNew(matched("paper")))
                .isEqualTo("EXISTS (SELECT FROM \"stage\".i3 i WHERE i.\"#row\" = s.\"#row\" AND i.how = 'n')");
    }
}
