package org.edms.backup.cli.remote;

import java.io.IOException;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.edms.backup.cli.output.Output;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.configuration.Retention;
import org.edms.backup.model.configuration.Schedule;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;

/** The backup configurations of a server. */
public final class RemoteConfigurations {

    private static final int LIMIT = 10_000;
    private static final LocalTime NIGHT = LocalTime.of(2, 0);
    private static final Retention NO_LIMIT = new Retention(null, null, null, null, null);

    /** Frequent, daily and long-term backups, and a package for migrations. */
    private static final List<BackupConfiguration> DEFAULTS = List.of(
            configuration(
                    "hourly-database",
                    BackupType.DATABASE,
                    new Schedule(Frequency.HOURLY, LocalTime.of(0, 30), null, null, null),
                    new Retention(2, null, null, null, null),
                    "the database each hour, kept for two days"),
            configuration(
                    "daily-full",
                    BackupType.FULL,
                    new Schedule(Frequency.DAILY, NIGHT, null, null, null),
                    new Retention(null, null, 7, 5, 12),
                    "everything each night, kept for 7 days, 5 weeks and 12 months"),
            configuration(
                    "monthly-export",
                    BackupType.EXPORT,
                    new Schedule(Frequency.MONTHLY, LocalTime.of(4, 0), List.of(1), null, null),
                    new Retention(null, 3, null, null, null),
                    "an export on the first of each month, of which three are kept"));

    private final ServiceClient server;
    private final Output output;

    public RemoteConfigurations(ServiceClient server, Output output) {
        this.server = server;
        this.output = output;
    }

    private static BackupConfiguration configuration(
            String name, BackupType type, Schedule schedule, Retention retention, String description) {
        return new BackupConfiguration(
                null, name, type, schedule, retention, null, null, null, null, description, null);
    }

    /** A configuration from options of the command line. */
    static BackupConfiguration configuration(
            String name, RemoteBackup.Request request, Frequency frequency, LocalTime time, String description) {
        return new BackupConfiguration(
                null,
                name,
                request.effectiveType(),
                new Schedule(frequency, time, null, null, null),
                NO_LIMIT,
                null,
                request.compress(),
                request.encrypt(),
                true,
                description,
                null);
    }

    public List<BackupConfiguration> all() throws IOException {
        return server.list("configurations/", LIMIT, BackupConfiguration.class);
    }

    public BackupConfiguration create(BackupConfiguration configuration) throws IOException {
        return server.create("configurations/", configuration, BackupConfiguration.class);
    }

    /** Creates the default configurations that do not exist yet. */
    public List<BackupConfiguration> createDefaults() throws IOException {
        for (BackupConfiguration configuration : DEFAULTS) {
            try {
                create(configuration);
            } catch (BackupException e) {
                if (e.code() != ErrorCode.NAME_TAKEN) {
                    throw e;
                }
                output.errors().println(configuration.name() + " already exists and is unchanged");
                output.errors().flush();
            }
        }
        return all();
    }

    public BackupConfiguration createDaily(RemoteBackup.Request request) throws IOException {
        String name = request.configuration() == null
                ? "daily-" + request.effectiveType().name().toLowerCase(Locale.ROOT)
                : request.configuration();
        return create(configuration(name, request, Frequency.DAILY, NIGHT, "by edms-backup create --schedule"));
    }

    /** @return the remaining configurations */
    public List<BackupConfiguration> delete(List<String> names) throws IOException {
        for (String name : names) {
            server.delete(path(name));
            output.errors().println("deleted " + name);
        }
        output.errors().flush();
        return all();
    }

    public BackupConfiguration enable(String name, boolean enabled) throws IOException {
        return server.change("POST", path(name) + (enabled ? "enable/" : "disable/"), null, BackupConfiguration.class);
    }

    private record RetentionDays(int retentionDays) {}

    public BackupConfiguration setRetentionDays(String name, int days) throws IOException {
        return server.change("PATCH", path(name), new RetentionDays(days), BackupConfiguration.class);
    }

    public static String path(String name) {
        return "configurations/" + ServiceClient.pathSegment(name) + "/";
    }
}
