package org.edms.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CommandReferenceTest {

    private final String reference =
            CommandReference.of(EdmsBackupCommand.commandLine().getCommandSpec());

    @Test
    void theReferenceIsUpToDate() throws IOException {
        new GeneratedDocument("commands.md").assertSays(reference);
    }

    @Test
    void aCommandAppearsOnceWithAllItsNames() {
        assertThat(reference).containsOnlyOnce("\n## create\n").containsOnlyOnce("\n## restore undo\n");
        assertThat(reference).contains("Name in the earlier system: `restore_from_package`, `restore_backup`.");
    }

    @Test
    void optionsOfManyCommandsAreDescribedOnce() {
        assertThat(reference)
                .containsOnlyOnce("\n| `--db URL` | the database of the EDMS: [jdbc:]")
                .contains("Also `--server URL`, `--data DIR`, `--local`,");
    }

    @Test
    void optionsOfSeveralCommandsAreDescribedInTheFirstOne() {
        assertThat(reference)
                .containsOnlyOnce("\n| `--plan FILE` |")
                .contains("`--plan FILE`,")
                .contains(": see [restore](#restore).");
    }

    @Test
    void anOptionShowsItsDefaultAndWhereItApplies() {
        assertThat(reference)
                .contains("| `--level LEVEL` | quick or full (default: full) |")
                .containsPattern("`--\\[no-]compress` \\| compress with zstd .*\\(default\\) \\|")
                .containsPattern("`--checksum` \\| .* \\(local only\\) \\|");
    }
}
