package org.edms.backup.cli.restore;

import java.io.Console;
import java.util.Locale;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Option;

/** Whether a restore may change a target that holds data: an option says so, or the user at the terminal. */
final class ConfirmationOptions {

    @Option(
            names = {"--force", "--confirm"},
            description = "restore without asking, even if the target holds data")
    private boolean confirmed;

    boolean isGiven() {
        return confirmed;
    }

    /** Asks if nobody has confirmed and there is a terminal. Without one, the restore itself checks whether it needs to. */
    boolean ask(String target) {
        Console console = System.console();
        if (confirmed || console == null) {
            return confirmed;
        }
        String answer =
                console.readLine("Restore into %s? This may overwrite existing data. Type yes to continue: ", target);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw new BackupException(ErrorCode.CONFIRMATION_MISSING, target + ": the answer was not yes");
        }
        return true;
    }
}
