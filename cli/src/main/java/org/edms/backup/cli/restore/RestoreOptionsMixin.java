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

/** Options that control how a restore works, in this process or on a server. */
final class RestoreOptionsMixin {

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "merge: add the rows of the package to those of the target; replace: make the target equal to the "
                            + "package (default: merge for an export, else replace)")
    private RestoreMode mode;

    @Option(
            names = "--strategy",
            paramLabel = "STRATEGY",
            description =
                    "set: write whole tables; row: write row by row and set rejected rows aside; raw: keep the IDs of "
                            + "the package (default: set)")
    private Strategy strategy;

    @Option(
            names = "--on-match",
            paramLabel = "ACTION",
            description =
                    "what to do with rows and files that exist in the target and differ: update, keep, newer or fail "
                            + "(default: update)")
    private OnMatch onMatch;

    @Option(
            names = "--validation",
            paramLabel = "LEVEL",
            description = "strict: compare everything that was written; counts: count rows; none (default: strict)")
    private Validation validation;

    @Option(
            names = "--skip-users",
            description = "leave out users and their data; rows refer to the users of the target by name")
    private boolean skipUsers;

    @Option(names = "--dry-run", description = "show what would be done, and change nothing")
    private boolean dryRun;

    @Option(
            names = "--trust-code",
            description = "run functions, views and other code of a package that this suite did not make")
    private boolean trustCode;

    @Option(
            names = "--code-role",
            paramLabel = "ROLE",
            description = "the role that runs this code; session_user is the login role, even a superuser (default: the"
                    + " first unprivileged role among the login role, the owner of the database and the owners of"
                    + " the package's objects)")
    private String codeRole;

    @Option(names = "--allow-partial", description = "restore what is possible, and set the rest aside")
    private boolean allowPartial;

    @Option(
            names = "--allow-undeclared",
            description =
                    "merge although ids change in columns that behave like references, which neither a foreign key nor "
                            + "the model declares; the columns keep their values and are reported")
    private boolean allowUndeclared;

    @Option(
            names = "--safety-backup",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "back up a target that holds data before changing it (default)")
    private boolean safetyBackup;

    @Option(
            names = "--skip-table",
            paramLabel = "SCHEMA.TABLE",
            description = "leave out this table of the package; repeatable")
    private List<String> skipTables;

    @Option(
            names = "--drop-column",
            paramLabel = "SCHEMA.TABLE.COLUMN",
            description = "leave out this column of the package; repeatable")
    private List<String> dropColumns;

    @Option(
            names = "--skip-model",
            paramLabel = "NAME",
            description =
                    "leave out the records of this model, such as reports.report, in a package of the earlier system; "
                            + "repeatable")
    private List<String> skipModels;

    @Option(
            names = "--only-quarantined",
            paramLabel = "FILE",
            description =
                    "retry the rows that an earlier restore set aside, as listed in its --report; existing rows are "
                            + "kept")
    private Path quarantined;

    boolean safetyBackup() {
        return safetyBackup;
    }

    /** Sets the mode to replace. */
    void replace() {
        if (mode == RestoreMode.MERGE) {
            throw new BackupException(ErrorCode.WRONG_USAGE, "--with-reinit and --mode merge exclude each other");
        }
        mode = RestoreMode.REPLACE;
    }

    /** Models to leave out of a package of the earlier system. */
    Set<String> skipModels() {
        return skipModels == null ? Set.of() : Set.copyOf(skipModels);
    }

    boolean dryRun() {
        return dryRun;
    }

    /** The report of the restore whose quarantined rows are retried; null for none. */
    Path quarantined() {
        return quarantined;
    }

    RestoreOptions toRestoreOptions(RestoreScope scope) {
        return RestoreOptions.builder()
                .mode(quarantined == null ? mode : RestoreMode.MERGE)
                .scope(quarantined == null ? scope : RestoreScope.DATABASE)
                .strategy(strategy)
                .onMatch(quarantined == null ? onMatch : OnMatch.KEEP)
                .validation(validation)
                .skipUsers(skipUsers)
                .dryRun(dryRun)
                .allowPartial(allowPartial)
                .allowUndeclared(allowUndeclared)
                .safetyBackup(safetyBackup)
                .skipTables(skipTables)
                .dropColumns(dropColumns)
                .trustCode(trustCode)
                .skipModels(skipModels)
                .codeRole(codeRole)
                .build();
    }
}
