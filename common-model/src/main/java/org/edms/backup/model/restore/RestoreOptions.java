package org.edms.backup.model.restore;

import java.util.List;

/**
 * The options of a restore. The defaults are the safe choices.
 *
 * @param mode null for the default of the package: merge for an export, replace for the others
 * @param allowPartial commit even if some rows are quarantined
 * @param safetyBackup back up what the restore changes, for undo
 * @param skipTables tables to omit, as {@code schema.table}
 * @param dropColumns columns to omit, as {@code schema.table.column}
 * @param trustCode run the functions, views and other code of a package that this suite has not made
 * @param skipModels models of a package of the earlier system whose records to omit, as {@code app.model}
 * @param codeRole the role that runs such code; null for one with few rights. A superuser runs it only if named here, or by
 *     {@link #SESSION_USER}
 */
public record RestoreOptions(
        RestoreMode mode,
        RestoreScope scope,
        Strategy strategy,
        OnMatch onMatch,
        Validation validation,
        Boolean skipUsers,
        Boolean dryRun,
        Boolean allowPartial,
        Boolean safetyBackup,
        List<String> skipTables,
        List<String> dropColumns,
        Boolean trustCode,
        List<String> skipModels,
        String codeRole) {

    /** A {@link #codeRole} that stands for the user who signs in, even a superuser. */
    public static final String SESSION_USER = "session_user";

    public RestoreOptions {
        scope = scope == null ? RestoreScope.FULL : scope;
        strategy = strategy == null ? Strategy.SET : strategy;
        onMatch = onMatch == null ? OnMatch.UPDATE : onMatch;
        validation = validation == null ? Validation.STRICT : validation;
        skipUsers = skipUsers != null && skipUsers;
        dryRun = dryRun != null && dryRun;
        allowPartial = allowPartial != null && allowPartial;
        safetyBackup = safetyBackup == null || safetyBackup;
        skipTables = skipTables == null ? List.of() : List.copyOf(skipTables);
        dropColumns = dropColumns == null ? List.of() : List.copyOf(dropColumns);
        trustCode = trustCode != null && trustCode;
        skipModels = skipModels == null ? List.of() : List.copyOf(skipModels);
        codeRole = codeRole == null || codeRole.isBlank() ? null : codeRole;
    }

    /** The options without those for packages of the earlier system and without a code role. */
    public RestoreOptions(
            RestoreMode mode,
            RestoreScope scope,
            Strategy strategy,
            OnMatch onMatch,
            Validation validation,
            Boolean skipUsers,
            Boolean dryRun,
            Boolean allowPartial,
            Boolean safetyBackup,
            List<String> skipTables,
            List<String> dropColumns,
            Boolean trustCode) {
        this(
                mode,
                scope,
                strategy,
                onMatch,
                validation,
                skipUsers,
                dryRun,
                allowPartial,
                safetyBackup,
                skipTables,
                dropColumns,
                trustCode,
                List.of(),
                null);
    }

    public static RestoreOptions defaults() {
        return new RestoreOptions(null, null, null, null, null, false, false, false, null, null, null, false);
    }

    /** The same options for a package of known origin: its code runs like that of a sealed package. */
    public RestoreOptions trustingCode() {
        return new RestoreOptions(
                mode,
                scope,
                strategy,
                onMatch,
                validation,
                skipUsers,
                dryRun,
                allowPartial,
                safetyBackup,
                skipTables,
                dropColumns,
                true,
                skipModels,
                SESSION_USER);
    }

    /** The same options without a dry run. */
    public RestoreOptions withoutDryRun() {
        return new RestoreOptions(
                mode,
                scope,
                strategy,
                onMatch,
                validation,
                skipUsers,
                false,
                allowPartial,
                safetyBackup,
                skipTables,
                dropColumns,
                trustCode,
                skipModels,
                codeRole);
    }
}
