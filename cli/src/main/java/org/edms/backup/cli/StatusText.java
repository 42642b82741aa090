package org.edms.backup.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.health.HealthStatus;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.SystemStatus;

/** The state of a suite for people. */
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
        output.line("%s at %s", status.status(), time(status.at()));
        output.line(
                "store: %s used, %s free",
                Output.bytes(status.storeBytesUsed()), Output.bytes(status.storeBytesFree()));
        output.line("backups: %s waiting, %s running", status.pendingJobs(), status.runningJobs());
        output.line("restores: %s open%s", status.openRestores(), dryRuns(status.openDryRuns()));
        if (status.successRate() != null) {
            output.line("good backups of the last 30 days: %.1f %%", status.successRate() * PERCENT);
        }
        if (!status.configurations().isEmpty()) {
            output.line("");
            output.table(rows(status.configurations()));
        }
    }

    private static String dryRuns(int count) {
        if (count == 0) {
            return "";
        }
        return count == 1 ? ", 1 of them a dry run" : ", %d of them dry runs".formatted(count);
    }

    private record Told(Instant at, List<ConfigurationStatus> configurations) {}

    static ExitCode tellOfConfigurations(SystemStatus status, Output output) throws IOException {
        if (output.json()) {
            output.print(new Told(status.at(), status.configurations()));
        } else {
            output.table(rows(status.configurations()));
        }
        return status.configurations().stream().anyMatch(ConfigurationStatus::overdue)
                ? ExitCode.DONE_WITH_WARNINGS
                : ExitCode.DONE;
    }

    private static List<List<String>> rows(List<ConfigurationStatus> configurations) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("configuration", "last good", "last tested", "next due", ""));
        configurations.forEach(each -> rows.add(List.of(
                each.name(),
                time(each.lastGood()),
                time(each.lastTested()),
                time(each.nextDue()),
                each.overdue() ? "overdue" : "")));
        return rows;
    }

    /** To the second; a stroke for never. */
    static String time(Instant at) {
        return at == null ? "-" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
