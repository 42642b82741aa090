package org.edms.backup.cli.schedule;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.configuration.Retention;
import org.edms.backup.model.configuration.Schedule;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import picocli.CommandLine.Option;

/** Options for a new backup configuration. */
final class ConfigurationOptions {

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "full",
            description = "full, database, files, incremental, differential or export (default: ${DEFAULT-VALUE})")
    private BackupType type;

    @Option(
            names = "--frequency",
            paramLabel = "FREQUENCY",
            description = "hourly, daily, weekly, monthly, on_demand or cron (default: daily, or cron with --cron)")
    private Frequency frequency;

    @Option(
            names = "--time",
            paramLabel = "HH:MM",
            defaultValue = "02:00",
            description = "time of day; hourly schedules use only the minute (default: ${DEFAULT-VALUE})")
    private LocalTime time;

    @Option(
            names = "--days",
            paramLabel = "N",
            split = ",",
            description = "days of the week, from 0 for Monday, or of the month, from 1; separated by commas")
    private List<Integer> days;

    @Option(names = "--cron", paramLabel = "EXPRESSION", description = "schedule as a cron expression")
    private String cron;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "time zone of the schedule, such as Europe/Berlin (default: ${DEFAULT-VALUE})")
    private String zone;

    @Option(names = "--retention-days", paramLabel = "N", description = "keep packages for N days")
    private Integer retentionDays;

    @Option(names = "--max-backups", paramLabel = "N", description = "keep the last N packages")
    private Integer maxBackups;

    @Option(names = "--keep-daily", paramLabel = "N", description = "keep the last package of each day, for N days")
    private Integer keepDaily;

    @Option(names = "--keep-weekly", paramLabel = "N", description = "keep the last package of each week, for N weeks")
    private Integer keepWeekly;

    @Option(
            names = "--keep-monthly",
            paramLabel = "N",
            description = "keep the last package of each month, for N months")
    private Integer keepMonthly;

    @Option(
            names = "--storage-path",
            paramLabel = "PATH",
            description = "subdirectory of the package store of the server")
    private String storagePath;

    @Option(
            names = "--compress",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "compress with zstd (default)")
    private boolean compress;

    @Option(names = "--encrypt", description = "encrypt for the recipients that the server is configured with")
    private boolean encrypt;

    @Option(names = "--description", paramLabel = "TEXT", description = "description of the configuration")
    private String description;

    BackupConfiguration configuration(String name) {
        try {
            Frequency often = frequency == null ? unnamedFrequency() : frequency;
            return new BackupConfiguration(
                    null,
                    name,
                    type,
                    new Schedule(often, time, days, cron, ZoneId.of(zone)),
                    new Retention(retentionDays, maxBackups, keepDaily, keepWeekly, keepMonthly),
                    storagePath,
                    compress,
                    encrypt,
                    true,
                    description,
                    null);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new BackupException(ErrorCode.WRONG_USAGE, e.getMessage(), e);
        }
    }

    private Frequency unnamedFrequency() {
        return cron == null ? Frequency.DAILY : Frequency.CRON;
    }
}
