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
        description = {
            "Restores a package.",
            "The restore is complete or changes nothing, and accounts for every row and file."
        },
        mixinStandardHelpOptions = true,
        subcommands = UndoCommand.class)
public final class RestoreCommand extends AbstractRestoreCommand {

    /** The part of a package to restore. */
    private enum Part {
        FULL,
        DATABASE,
        FILES,

        /** Everything except what other options leave out. */
        SELECTIVE
    }

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "what to restore: full, database, files, or selective: everything except what --skip-users, "
                    + "--skip-database, --skip-files and --skip-table leave out (default: full)")
    private Part type;

    @Option(names = "--skip-database", description = "restore only the files")
    private boolean skipDatabase;

    @Option(names = "--skip-files", description = "restore only the database")
    private boolean skipFiles;

    @Override
    RestoreScope scope() {
        boolean withoutDatabase = skipDatabase || type == Part.FILES;
        boolean withoutFiles = skipFiles || type == Part.DATABASE;
        if (withoutDatabase && withoutFiles) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "nothing to restore: the options exclude both the database and the files");
        }
        if (withoutDatabase) {
            return RestoreScope.FILES;
        }
        return withoutFiles ? RestoreScope.DATABASE : RestoreScope.FULL;
    }
}
