package org.edms.backup.cli.schedule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.edms.backup.cli.option.ServerCommand;
import org.edms.backup.cli.output.ConfigurationText;
import org.edms.backup.cli.remote.RemoteConfigurations;
import org.edms.backup.cli.remote.Server;
import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.Frequency;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.error.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks after the configurations of a server, and when they are due. */
@Command(
        name = "schedule",
        aliases = {"backup_scheduler", "manage_backup_configs"},
        description =
                "Makes, shows and changes the configurations of a server: what is backed up when, and for how long "
                        + "it is kept.",
        mixinStandardHelpOptions = true)
public final class ScheduleCommand extends ServerCommand {

    private static final Set<String> WITHOUT_A_NEW_ONE = Set.of(
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

    private static final Set<String> CREATING = Set.of("--create-config");

    @ArgGroup(multiplicity = "1")
    private Deed deed;

    @Mixin
    private ConfigurationOptions options;

    @Option(
            names = {"--config-name", "--name"},
            paramLabel = "NAME",
            description = "the configuration that is made with --create-config or changed with --set-retention")
    private String name;

    /** What is to be done. */
    private static final class Deed {

        @Option(
                names = "--setup-defaults",
                description = "make hourly-database, daily-full and monthly-export, where they are missing")
        private boolean setUpDefaults;

        @Option(
                names = {"--create-config", "--create"},
                description = "make a configuration, of --config-name and the options below. Without any: as "
                        + "--setup-defaults")
        private boolean create;

        @Option(
                names = {"--list-configs", "--list"},
                description = "show all configurations")
        private boolean list;

        @Option(names = "--enable", paramLabel = "NAME", description = "let a configuration be due again")
        private String enable;

        @Option(names = "--disable", paramLabel = "NAME", description = "let a configuration not be due any more")
        private String disable;

        @Option(names = "--delete", paramLabel = "NAME", description = "delete a configuration; its packages stay")
        private String delete;

        @Option(names = "--purge-hourly", description = "delete the hourly configurations that are disabled")
        private boolean purgeHourly;

        @Option(
                names = "--cleanup",
                description = "do nothing: a backup without a configuration leaves none behind that must be cleaned up")
        private boolean cleanUp;

        @Option(
                names = "--set-retention",
                paramLabel = "DAYS",
                description = "keep packages so long: those of --config-name, or else of all configurations")
        private Integer retention;

        @Option(
                names = {"--status", "--stats"},
                description = "show when each had its last good backup, and when the next is due")
        private boolean status;

        @Option(
                names = "--run-scheduled",
                description = "make the backups that are overdue, which is what the scheduler does by itself")
        private boolean run;
    }

    @Override
    protected ExitCode run(Server server) throws IOException {
        if (!deed.create) {
            where().refuseAllBut(WITHOUT_A_NEW_ONE, "is for --create-config");
        }
        RemoteConfigurations configurations = new RemoteConfigurations(server, output());
        if (deed.status) {
            return ConfigurationText.printStatus(server.systemStatus(), output());
        }
        if (deed.run) {
            return new OverdueBackups(server, output()).run();
        }
        return ConfigurationText.tell(changed(configurations), output());
    }

    private List<BackupConfiguration> changed(RemoteConfigurations configurations) throws IOException {
        if (deed.setUpDefaults) {
            return configurations.makeDefaults();
        }
        if (deed.create) {
            return where().saysNothingBut(CREATING)
                    ? configurations.makeDefaults()
                    : List.of(configurations.make(options.configuration(named())));
        }
        if (deed.delete != null) {
            return configurations.delete(List.of(deed.delete));
        }
        if (deed.purgeHourly) {
            return configurations.delete(configurations.all().stream()
                    .filter(each -> each.schedule().frequency() == Frequency.HOURLY && !each.enabled())
                    .map(BackupConfiguration::name)
                    .toList());
        }
        if (deed.cleanUp) {
            output().errors().println("--cleanup: there is nothing to clean up");
            output().errors().flush();
            return configurations.all();
        }
        if (deed.enable != null) {
            return List.of(configurations.enable(deed.enable, true));
        }
        if (deed.disable != null) {
            return List.of(configurations.enable(deed.disable, false));
        }
        return deed.list ? configurations.all() : kept(configurations);
    }

    private List<BackupConfiguration> kept(RemoteConfigurations configurations) throws IOException {
        if (name != null) {
            return List.of(configurations.keepFor(name, deed.retention));
        }
        List<BackupConfiguration> changed = new ArrayList<>();
        for (BackupConfiguration each : configurations.all()) {
            changed.add(configurations.keepFor(each.name(), deed.retention));
        }
        return changed;
    }

    private String named() {
        if (name == null) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--create-config needs --config-name");
        }
        return name;
    }
}
