package org.edms.backup.engine.restore.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edms.backup.engine.restore.merge.ExampleMerge.maps;
import static org.edms.backup.engine.restore.merge.ExampleMerge.staged;

import org.junit.jupiter.api.Test;

/** The statements for an example. */
class FieldRewritesTest {

    @Test
    void typesAreReadWithTheirNames() {
        assertThat(FieldRewrites.types(staged("kind"), maps().generic()))
                .isEqualTo("SELECT l.\"id\"::text, l.\"name\" FROM \"stage\".s0 l WHERE l.\"name\" IS NOT NULL");
    }

    @Test
    void aKeyMapIsCopiedIntoMemory() {
        assertThat(FieldRewrites.copyKeyMap(staged("folder"), "id"))
                .isEqualTo("COPY (SELECT \"o:id\", \"n:id\" FROM \"stage\".i2) TO STDOUT");
    }
}
