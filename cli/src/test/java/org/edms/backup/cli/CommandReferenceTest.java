package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CommandReferenceTest {

    private final String reference =
            CommandReference.of(EdmsBackupCommand.commandLine().getCommandSpec());

    @Test
    void thePageSaysWhatTheCommandsSay() throws IOException {
        new GeneratedDocument("commands.md").assertSays(reference);
    }

    @Test
    void aCommandIsThereOnceUnderAllItsNames() {
        assertThat(reference).containsOnlyOnce("\n## create\n").containsOnlyOnce("\n## restore undo\n");
        assertThat(reference).contains("In the earlier system: `restore_from_package`, `restore_backup`.");
    }

    @Test
    void whatManyCommandsTakeIsToldOnce() {
        assertThat(reference)
                .containsOnlyOnce("\n| `--db URL` | the database")
                .contains("Also `--server URL`, `--data DIR`, `--local`,");
    }

    @Test
    void anOptionTellsItsDefaultAndWhereItIsOfUse() {
        assertThat(reference)
                .contains("| `--level <level>` | quick or full; without it: full | `full` |")
                .containsPattern("`--\\[no-]compress` \\| .* \\| on \\|")
                .containsPattern("`--checksum` \\| .*; not with a server \\|");
    }
}
