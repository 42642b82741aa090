package org.edms.backup.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.edms.backup.engine.catalog.table.Table;
import org.junit.jupiter.api.Test;

/** The statement for an example. */
class ReferencedFilesTest {

    @Test
    void emptyPathsReferenceNoFile() {
        // given
        Table table =
                new Table("public", "paper", Table.Kind.ORDINARY, List.of(), null, List.of(), List.of(), null, null);

        // then
        assertThat(ReferencedFiles.paths(table, "path"))
                .isEqualTo("SELECT \"path\"::text FROM \"public\".\"paper\" WHERE \"path\"::text <> ''");
    }
}
