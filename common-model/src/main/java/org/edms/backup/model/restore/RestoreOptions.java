package org.edms.backup.model.restore;

import java.util.List;

/**
 * How a restore goes about it. What is left out has the value that is safe.
 *
 * @param mode null for what suits the package: merge for an export, replace for the others
 * @param allowPartial commit what is right although some rows are set aside
 * @param safetyBackup take a package of what is about to change
 * @param skipTables which the target may lack, as {@code schema.table}
 * @param dropColumns which the target may lack, as {@code schema.table.column}
 * @param trustCode run the functions, views and other code of a package that this suite has not made
 * @param skipModels of a package of the earlier system, as {@code app.model}: their records are left out
 * @param codeRole the role that runs such code; null for one that has few rights. Only {@link #SESSION_USER}, or a superuser
 *     that is named here, makes a superuser run it
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

    /** As a {@link #codeRole}: the user who signs in, whatever that user may do. */
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

    /** Of a package that is not one of the earlier system. */
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

    /** The same for a package whose origin is known: its code runs as that of a sealed package does. */
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

    /** The same, for good. */
    public RestoreOptions carriedOut() {
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
