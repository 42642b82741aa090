package org.edms.backup.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code edms-backup}. */
@Command(
        name = "edms-backup",
        description = "Backup, restore and migration for document management systems on PostgreSQL.",
        mixinStandardHelpOptions = true,
        versionProvider = EdmsBackupCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CreateCommand.class,
            RestoreCommand.class,
            RestoreCriticalCommand.class,
            TestRestoreCommand.class,
            VerifyCommand.class,
            InspectCommand.class,
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
            "4:partial: rows are set aside, files wait to be put into place, or the outcome of the commit is unknown",
            "5:package corrupt or unreadable",
            "6:refused: rights, a lock or a confirmation is missing"
        })
public final class EdmsBackupCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private EdmsBackupCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new EdmsBackupCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Failures::execute)
                .setParameterExceptionHandler(Failures::wrongUsage)
                .setExecutionExceptionHandler(Failures::handle);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** The name of this program and its version. */
    static String tool() {
        String version = EdmsBackupCommand.class.getPackage().getImplementationVersion();
        return "edms-backup " + (version == null ? "(not packaged)" : version);
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {tool()};
        }
    }
}
