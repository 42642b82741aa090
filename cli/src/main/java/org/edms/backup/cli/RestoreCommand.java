package org.edms.backup.cli;

import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.RestoreScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Restores a package. */
@Command(
        name = "restore",
        aliases = {"restore_from_package", "restore_backup"},
        description = "Restores a package, whole or not at all, and accounts for every row and file.",
        mixinStandardHelpOptions = true,
        subcommands = UndoCommand.class)
final class RestoreCommand extends RestoringCommand {

    @Option(names = "--type", description = "what of the package: full, database or files. Without it: all of it")
    private BackupType type;

    @Option(names = "--skip-database", description = "restore the files alone")
    private boolean skipDatabase;

    @Option(names = "--skip-files", description = "restore the database alone")
    private boolean skipFiles;

    @Override
    RestoreScope scope() {
        boolean withoutDatabase = skipDatabase || type == BackupType.FILES;
        boolean withoutFiles = skipFiles || type == BackupType.DATABASE;
        if (withoutDatabase && withoutFiles) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "neither the database nor the files: nothing is left");
        }
        if (withoutDatabase) {
            return RestoreScope.FILES;
        }
        return withoutFiles ? RestoreScope.DATABASE : RestoreScope.FULL;
    }
}
