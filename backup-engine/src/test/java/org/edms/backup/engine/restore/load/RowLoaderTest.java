package org.edms.backup.engine.restore.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowLoaderTest {

    private static final String TARGET = "\"public\".\"paper\"";

    @Test
    void rowsAreCopiedIntoTheColumnsOfThePackage() {
        assertThat(RowLoader.copyFrom(new RowLoader.Part(null, TARGET, List.of("id", "code"), "public.paper")))
                .isEqualTo("COPY \"public\".\"paper\" (\"id\", \"code\") FROM STDIN");
    }

    @Test
    void aTableWithoutColumnsIsCopiedWithoutAList() {
        assertThat(RowLoader.copyFrom(new RowLoader.Part(null, TARGET, List.of(), "public.paper")))
                .isEqualTo("COPY \"public\".\"paper\" FROM STDIN");
    }
}
