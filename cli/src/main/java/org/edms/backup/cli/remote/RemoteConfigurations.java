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

    /** What most want: a way back to each of the last hours, days, weeks and months, and a package to move house with. */
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

    private final Server server;
    private final Output output;

    public RemoteConfigurations(Server server, Output output) {
        this.server = server;
        this.output = output;
    }

    private static BackupConfiguration configuration(
            String name, BackupType type, Schedule schedule, Retention retention, String description) {
        return new BackupConfiguration(
                null, name, type, schedule, retention, null, null, null, null, description, null);
    }

    /** One for what was asked for on the command line. */
    static BackupConfiguration configuration(
            String name, RemoteBackup.Wanted wanted, Frequency frequency, LocalTime time, String description) {
        return new BackupConfiguration(
                null,
                name,
                wanted.typeOrFull(),
                new Schedule(frequency, time, null, null, null),
                NO_LIMIT,
                null,
                wanted.compress(),
                wanted.encrypt(),
                true,
                description,
                null);
    }

    public List<BackupConfiguration> all() throws IOException {
        return server.list("configurations/", LIMIT, BackupConfiguration.class);
    }

    public BackupConfiguration make(BackupConfiguration wanted) throws IOException {
        return server.create("configurations/", wanted, BackupConfiguration.class);
    }

    /** The defaults; one whose name is taken stays as it is. */
    public List<BackupConfiguration> makeDefaults() throws IOException {
        for (BackupConfiguration wanted : DEFAULTS) {
            try {
                make(wanted);
            } catch (BackupException e) {
                if (e.code() != ErrorCode.NAME_TAKEN) {
                    throw e;
                }
                output.errors().println(wanted.name() + " is there, and stays as it is");
                output.errors().flush();
            }
        }
        return all();
    }

    public BackupConfiguration daily(RemoteBackup.Wanted wanted) throws IOException {
        String name = wanted.configuration() == null
                ? "daily-" + wanted.typeOrFull().name().toLowerCase(Locale.ROOT)
                : wanted.configuration();
        return make(configuration(name, wanted, Frequency.DAILY, NIGHT, "by edms-backup create --schedule"));
    }

    /** @return those that are left */
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

    public BackupConfiguration keepFor(String name, int days) throws IOException {
        return server.change("PATCH", path(name), new RetentionDays(days), BackupConfiguration.class);
    }

    public static String path(String name) {
        return "configurations/" + Server.segment(name) + "/";
    }
}
