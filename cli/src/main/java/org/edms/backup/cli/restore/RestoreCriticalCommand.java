package org.edms.backup.cli.restore;

import org.edms.backup.model.restore.RestoreScope;
import picocli.CommandLine.Command;

/** Restores the business data of a package. */
@Command(
        name = "restore-critical",
        aliases = "restore_critical_business_data",
        description = "Restores only the tables that the model calls critical, and the files.",
        mixinStandardHelpOptions = true)
public final class RestoreCriticalCommand extends RestoringCommand {

    @Override
    RestoreScope scope() {
        return RestoreScope.CRITICAL;
    }
}
