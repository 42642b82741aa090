package org.edms.backup.cli.restore;

import org.edms.backup.model.restore.RestoreScope;
import picocli.CommandLine.Command;

/** Restores the critical business data of a package. */
@Command(
        name = "restore-critical",
        aliases = "restore_critical_business_data",
        description = {
            "Restores the critical tables of a package, and the files.",
            "The model marks the critical tables."
        },
        mixinStandardHelpOptions = true)
public final class RestoreCriticalCommand extends AbstractRestoreCommand {

    @Override
    RestoreScope scope() {
        return RestoreScope.CRITICAL;
    }
}
