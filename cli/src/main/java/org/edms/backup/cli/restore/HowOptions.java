package org.edms.backup.cli.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.OnMatch;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreScope;
import org.edms.backup.model.restore.Strategy;
import org.edms.backup.model.restore.Validation;
import picocli.CommandLine.Option;

/** How a restore goes about it, here or at a server. */
final class HowOptions {

    @Option(
            names = "--mode",
            description =
                    "merge: the package's rows beside those of the target; replace: exactly what the package holds. "
                            + "Without it: merge for an export, replace for another package")
    private RestoreMode mode;

    @Option(
            names = "--strategy",
            description =
                    "set: a table at once; row: row by row, each refused one set aside; raw: with the package's own "
                            + "numbers. Without it: set")
    private Strategy strategy;

    @Option(
            names = "--on-match",
            description = "what becomes of rows and files that are there and differ: update, keep, newer or fail. "
                    + "Without it: update")
    private OnMatch onMatch;

    @Option(
            names = "--validation",
            description =
                    "strict: all that was written is compared; counts: rows are counted; none. Without it: strict")
    private Validation validation;

    @Option(
            names = "--skip-users",
            description = "no users, and nothing of them; rows find those of the target by name")
    private boolean skipUsers;

    @Option(names = "--dry-run", description = "tell what would be done, and change nothing")
    private boolean dryRun;

    @Option(
            names = "--trust-code",
            description = "run the functions, views and other code of a package that this suite has not made itself")
    private boolean trustCode;

    @Option(
            names = "--code-role",
            paramLabel = "ROLE",
            description =
                    "the role that runs that code. session_user: who signs in, even a superuser. Without it: the first "
                            + "that has few rights of who signs in, the owner of the database and those of the package's "
                            + "objects")
    private String codeRole;

    @Option(names = "--allow-partial", description = "restore what can be, and set aside the rest")
    private boolean allowPartial;

    @Option(
            names = "--safety-backup",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "make a package of a target that holds data, before it is changed; on unless --no-safety-backup")
    private boolean safetyBackup;

    @Option(
            names = "--skip-table",
            paramLabel = "SCHEMA.TABLE",
            description = "leave out a table of the package; repeatable")
    private List<String> skipTables;

    @Option(
            names = "--drop-column",
            paramLabel = "SCHEMA.TABLE.COLUMN",
            description = "leave out a column of the package; repeatable")
    private List<String> dropColumns;

    @Option(
            names = "--skip-model",
            paramLabel = "NAME",
            description =
                    "leave out the records of a model of a package of the earlier system, such as reports.report; repeatable")
    private List<String> skipModels;

    @Option(
            names = "--only-quarantined",
            paramLabel = "FILE",
            description =
                    "take up again the rows that a restore has set aside, by its --report: what is there by now stays as "
                            + "it is")
    private Path quarantined;

    boolean safetyBackup() {
        return safetyBackup;
    }

    /** What the target holds gives way to what the package holds. */
    void replace() {
        if (mode == RestoreMode.MERGE) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--with-reinit and --mode merge contradict each other");
        }
        mode = RestoreMode.REPLACE;
    }

    /** Models of a package of the earlier system that are left out. */
    Set<String> skipModels() {
        return skipModels == null ? Set.of() : Set.copyOf(skipModels);
    }

    boolean dryRun() {
        return dryRun;
    }

    /** The report of the restore whose quarantined rows are taken up again; null for none. */
    Path quarantined() {
        return quarantined;
    }

    RestoreOptions options(RestoreScope scope) {
        return new RestoreOptions(
                quarantined == null ? mode : RestoreMode.MERGE,
                quarantined == null ? scope : RestoreScope.DATABASE,
                strategy,
                quarantined == null ? onMatch : OnMatch.KEEP,
                validation,
                skipUsers,
                dryRun,
                allowPartial,
                safetyBackup,
                skipTables,
                dropColumns,
                trustCode,
                skipModels,
                codeRole);
    }
}
