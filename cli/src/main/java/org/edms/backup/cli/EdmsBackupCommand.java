package org.edms.backup.cli;

import org.edms.backup.cli.backup.ConvertCommand;
import org.edms.backup.cli.backup.CreateCommand;
import org.edms.backup.cli.backup.InspectCommand;
import org.edms.backup.cli.backup.KeygenCommand;
import org.edms.backup.cli.backup.ListCommand;
import org.edms.backup.cli.backup.VerifyCommand;
import org.edms.backup.cli.model.ModelCommand;
import org.edms.backup.cli.monitor.AuditCommand;
import org.edms.backup.cli.monitor.HealthCommand;
import org.edms.backup.cli.monitor.StatusCommand;
import org.edms.backup.cli.output.ProgramVersion;
import org.edms.backup.cli.restore.RestoreCommand;
import org.edms.backup.cli.restore.RestoreCriticalCommand;
import org.edms.backup.cli.restore.TestRestoreCommand;
import org.edms.backup.cli.schedule.ScheduleCommand;
import org.edms.backup.cli.suite.DemoCommand;
import org.edms.backup.cli.suite.DownCommand;
import org.edms.backup.cli.suite.LogsCommand;
import org.edms.backup.cli.suite.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code edms-backup}: the root of all commands. */
@Command(
        name = "edms-backup",
        description = "Backup, restore and migration for document management systems on PostgreSQL.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CreateCommand.class,
            RestoreCommand.class,
            RestoreCriticalCommand.class,
            TestRestoreCommand.class,
            VerifyCommand.class,
            InspectCommand.class,
            ModelCommand.class,
            ListCommand.class,
            ScheduleCommand.class,
            StatusCommand.class,
            HealthCommand.class,
            AuditCommand.class,
            KeygenCommand.class,
            ConvertCommand.class,
            UpCommand.class,
            DownCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, nothing changed",
            "2:wrong usage",
            "3:done with warnings",
            "4:partial: rows were set aside, files are not in place yet, or the outcome of the commit is unknown; verify --db: rows or files are "
                    + "missing or reference others",
            "5:package is corrupt or unreadable",
            "6:refused: permission denied, locked or not confirmed"
        })
public final class EdmsBackupCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private EdmsBackupCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new EdmsBackupCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(FailureHandler::execute)
                .setParameterExceptionHandler(FailureHandler::wrongUsage)
                .setExecutionExceptionHandler(FailureHandler::handle);
        abbreviateSynopsis(commandLine);
        return commandLine;
    }

    /** A command has up to 40 options, which would fill a screen before the description. */
    private static void abbreviateSynopsis(CommandLine command) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        command.getSubcommands().values().forEach(EdmsBackupCommand::abbreviateSynopsis);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
