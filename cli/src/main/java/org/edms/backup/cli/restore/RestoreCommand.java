package org.edms.backup.cli.restore;

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
public final class RestoreCommand extends RestoringCommand {

    /** What of a package is restored. */
    private enum Part {
        FULL,
        DATABASE,
        FILES,

        /** All but what the options leave out. */
        SELECTIVE
    }

    @Option(
            names = "--type",
            description = "what of the package: full, database, files, or selective, which is all but what "
                    + "--skip-users, --skip-database, --skip-files and --skip-table leave out. Without it: full")
    private Part type;

    @Option(names = "--skip-database", description = "restore the files alone")
    private boolean skipDatabase;

    @Option(names = "--skip-files", description = "restore the database alone")
    private boolean skipFiles;

    @Override
    RestoreScope scope() {
        boolean withoutDatabase = skipDatabase || type == Part.FILES;
        boolean withoutFiles = skipFiles || type == Part.DATABASE;
        if (withoutDatabase && withoutFiles) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "neither the database nor the files: nothing is left");
        }
        if (withoutDatabase) {
            return RestoreScope.FILES;
        }
        return withoutFiles ? RestoreScope.DATABASE : RestoreScope.FULL;
    }
}
