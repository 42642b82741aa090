package org.edms.backup.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code edms-backup}. */
@Command(
        name = "edms-backup",
        description = "Backup, restore and migration for document management systems on PostgreSQL.",
        mixinStandardHelpOptions = true,
        versionProvider = EdmsBackupCommand.Version.class)
public final class EdmsBackupCommand {

    private EdmsBackupCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new EdmsBackupCommand());
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "edms-backup " + EdmsBackupCommand.class.getPackage().getImplementationVersion()
            };
        }
    }
}
