package org.edms.backup.cli.monitor;

import org.edms.backup.cli.output.ConfigurationText;
import org.edms.backup.cli.output.Output;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.status.SystemStatus;

/** Prints the status of the suite as text. */
final class StatusText {

    private static final double PERCENT = 100;

    private StatusText() {}

    static ExitCode code(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> ExitCode.DONE;
            case WARNING -> ExitCode.DONE_WITH_WARNINGS;
            case CRITICAL -> ExitCode.FAILED;
        };
    }

    static void print(SystemStatus status, Output output) {
        output.line("%s at %s", status.status(), Output.time(status.at()));
        output.line(
                "store: %s used, %s free",
                Output.bytes(status.storeBytesUsed()), Output.bytes(status.storeBytesFree()));
        output.line("backups: %s waiting, %s running", status.pendingJobs(), status.runningJobs());
        output.line("restores: %s open%s", status.openRestores(), dryRuns(status.openDryRuns()));
        if (status.successRate() != null) {
            output.line("successful backups in the last 30 days: %.1f %%", status.successRate() * PERCENT);
        }
        if (!status.configurations().isEmpty()) {
            output.line("");
            output.table(ConfigurationText.statusRows(status.configurations()));
        }
    }

    private static String dryRuns(int count) {
        if (count == 0) {
            return "";
        }
        return count == 1 ? ", 1 of them a dry run" : ", %d of them dry runs".formatted(count);
    }
}
