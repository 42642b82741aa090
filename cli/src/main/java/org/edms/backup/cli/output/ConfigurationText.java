package org.edms.backup.cli.output;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.configuration.Retention;
import org.edms.backup.model.configuration.Schedule;
import org.edms.backup.model.error.ExitCode;
import org.edms.backup.model.status.ConfigurationStatus;
import org.edms.backup.model.status.SystemStatus;

/** Prints backup configurations and their status, as text or JSON. */
public final class ConfigurationText {

    private ConfigurationText() {}

    private record Configurations(List<BackupConfiguration> configurations) {}

    public static ExitCode print(List<BackupConfiguration> configurations, Output output) throws IOException {
        if (output.json()) {
            output.print(new Configurations(configurations));
            return ExitCode.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("configuration", "type", "schedule", "retention", ""));
        configurations.forEach(each -> rows.add(List.of(
                each.name(),
                each.backupType().name().toLowerCase(Locale.ROOT),
                when(each.schedule()),
                kept(each.retention()),
                each.enabled() ? "" : "disabled")));
        output.table(rows);
        return ExitCode.DONE;
    }

    private static String when(Schedule schedule) {
        String frequency = schedule.frequency().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (schedule.frequency() == Frequency.ON_DEMAND) {
            return frequency;
        }
        String zone = " " + schedule.timeZone();
        if (schedule.frequency() == Frequency.CRON) {
            return "cron " + schedule.cron() + zone;
        }
        String days = schedule.scheduleDays().isEmpty() ? "" : ", days " + schedule.scheduleDays();
        return frequency + days + ", " + schedule.scheduleTime() + zone;
    }

    private static String kept(Retention retention) {
        StringJoiner rules = new StringJoiner(", ");
        add(rules, retention.retentionDays(), "days");
        add(rules, retention.maxBackups(), "packages");
        add(rules, retention.keepDaily(), "daily");
        add(rules, retention.keepWeekly(), "weekly");
        add(rules, retention.keepMonthly(), "monthly");
        return rules.length() == 0 ? "unlimited" : rules.toString();
    }

    private static void add(StringJoiner rules, Integer number, String what) {
        if (number != null) {
            rules.add(number + " " + what);
        }
    }

    private record Status(Instant at, List<ConfigurationStatus> configurations) {}

    public static ExitCode printStatus(SystemStatus status, Output output) throws IOException {
        if (output.json()) {
            output.print(new Status(status.at(), status.configurations()));
        } else {
            output.table(statusRows(status.configurations()));
        }
        return status.configurations().stream().anyMatch(ConfigurationStatus::overdue)
                ? ExitCode.DONE_WITH_WARNINGS
                : ExitCode.DONE;
    }

    public static List<List<String>> statusRows(List<ConfigurationStatus> configurations) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("configuration", "last success", "last test", "next due", ""));
        configurations.forEach(each -> rows.add(List.of(
                each.name(),
                Output.time(each.lastGood()),
                Output.time(each.lastTested()),
                Output.time(each.nextDue()),
                each.overdue() ? "overdue" : "")));
        return rows;
    }
}
