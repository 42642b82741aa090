package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.edms.backup.model.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TroubleshootingTest {

    @Test
    void thePageIsUpToDate() throws IOException {
        new GeneratedDocument("troubleshooting.md").assertSays(Troubleshooting.ofAllCodes());
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasASection(ErrorCode code) {
        assertThat(Troubleshooting.ofAllCodes()).contains("## " + code + "\n\n" + code.title() + ". " + code.hint());
    }
}
