package org.edms.backup.cli.schedule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.edms.backup.cli.option.ServiceCommand;
import org.edms.backup.cli.output.ConfigurationText;
import org.edms.backup.cli.remote.RemoteConfigurations;
import org.edms.backup.cli.remote.ServiceClient;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Manages the backup configurations of a server and their schedules. */
@Command(
        name = "schedule",
        aliases = {"backup_scheduler", "manage_backup_configs"},
        description = {
            "Manages the backup configurations of a server.",
            "A configuration says what is backed up, when, and how long packages are kept."
        },
        mixinStandardHelpOptions = true)
public final class ScheduleCommand extends ServiceCommand {

    private static final Set<String> OPTIONS_WITHOUT_CREATE = Set.of(
            "--setup-defaults",
            "--list-configs",
            "--enable",
            "--disable",
            "--delete",
            "--purge-hourly",
            "--cleanup",
            "--set-retention",
            "--status",
            "--run-scheduled",
            "--config-name");

    private static final Set<String> CREATE_WITHOUT_OPTIONS = Set.of("--create-config");

    @ArgGroup(multiplicity = "1")
    private Action action;

    @Mixin
    private ConfigurationOptions options;

    @Option(
            names = {"--config-name", "--name"},
            paramLabel = "NAME",
            description = "the configuration to create with --create-config, or to change with --set-retention")
    private String name;

    /** The action to perform. */
    private static final class Action {

        @Option(
                names = "--setup-defaults",
                description = "create hourly-database, daily-full and monthly-export, unless they exist")
        private boolean setUpDefaults;

        @Option(
                names = {"--create-config", "--create"},
                description = "create a configuration from --config-name and the options below; without any, same as "
                        + "--setup-defaults")
        private boolean create;

        @Option(
                names = {"--list-configs", "--list"},
                description = "list all configurations")
        private boolean list;

        @Option(names = "--enable", paramLabel = "NAME", description = "enable a configuration")
        private String enable;

        @Option(names = "--disable", paramLabel = "NAME", description = "disable a configuration")
        private String disable;

        @Option(names = "--delete", paramLabel = "NAME", description = "delete a configuration, but not its packages")
        private String delete;

        @Option(names = "--purge-hourly", description = "delete all disabled hourly configurations")
        private boolean purgeHourly;

        @Option(names = "--cleanup", description = "do nothing; accepted for compatibility with the earlier system")
        private boolean cleanUp;

        @Option(
                names = "--set-retention",
                paramLabel = "DAYS",
                description = "keep packages for DAYS days, of --config-name or of all configurations")
        private Integer retention;

        @Option(
                names = {"--status", "--stats"},
                description = "show the last successful backup of each configuration, and when the next one is due")
        private boolean status;

        @Option(names = "--run-scheduled", description = "run all overdue backups now, as the scheduler does by itself")
        private boolean run;
    }

    @Override
    protected ExitCode run(ServiceClient server) throws IOException {
        if (!action.create) {
            connection().rejectOptionsExcept(OPTIONS_WITHOUT_CREATE, "needs --create-config");
        }
        RemoteConfigurations configurations = new RemoteConfigurations(server, output());
        if (action.status) {
            return ConfigurationText.printStatus(server.systemStatus(), output());
        }
        if (action.run) {
            return new OverdueBackups(server, output()).run();
        }
        return ConfigurationText.print(change(configurations), output());
    }

    private List<BackupConfiguration> change(RemoteConfigurations configurations) throws IOException {
        if (action.setUpDefaults) {
            return configurations.createDefaults();
        }
        if (action.create) {
            return connection().hasOnlyOptions(CREATE_WITHOUT_OPTIONS)
                    ? configurations.createDefaults()
                    : List.of(configurations.create(options.configuration(requireName())));
        }
        if (action.delete != null) {
            return configurations.delete(List.of(action.delete));
        }
        if (action.purgeHourly) {
            return configurations.delete(configurations.all().stream()
                    .filter(each -> each.schedule().frequency() == Frequency.HOURLY && !each.enabled())
                    .map(BackupConfiguration::name)
                    .toList());
        }
        if (action.cleanUp) {
            output().errors().println("--cleanup: nothing to clean up");
            output().errors().flush();
            return configurations.all();
        }
        if (action.enable != null) {
            return List.of(configurations.enable(action.enable, true));
        }
        if (action.disable != null) {
            return List.of(configurations.enable(action.disable, false));
        }
        return action.list ? configurations.all() : setRetention(configurations);
    }

    private List<BackupConfiguration> setRetention(RemoteConfigurations configurations) throws IOException {
        if (name != null) {
            return List.of(configurations.setRetentionDays(name, action.retention));
        }
        List<BackupConfiguration> changed = new ArrayList<>();
        for (BackupConfiguration each : configurations.all()) {
            changed.add(configurations.setRetentionDays(each.name(), action.retention));
        }
        return changed;
    }

    private String requireName() {
        if (name == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--create-config needs --config-name");
        }
        return name;
    }
}
