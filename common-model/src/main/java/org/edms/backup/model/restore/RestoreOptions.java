package org.edms.backup.model.restore;

/**
 * How a restore goes about it. What is left out has the value that is safe.
 *
 * @param mode null for what suits the package: merge for an export, replace for the others
 * @param allowPartial commit what is right although some rows are set aside
 * @param safetyBackup take a package of what is about to change
 */
public record RestoreOptions(
        RestoreMode mode,
        RestoreScope scope,
        Strategy strategy,
        OnMatch onMatch,
        Validation validation,
        boolean skipUsers,
        boolean dryRun,
        boolean allowPartial,
        Boolean safetyBackup) {

    public RestoreOptions {
        scope = scope == null ? RestoreScope.FULL : scope;
        strategy = strategy == null ? Strategy.SET : strategy;
        onMatch = onMatch == null ? OnMatch.UPDATE : onMatch;
        validation = validation == null ? Validation.STRICT : validation;
        safetyBackup = safetyBackup == null || safetyBackup;
    }

    public static RestoreOptions defaults() {
        return new RestoreOptions(null, null, null, null, null, false, false, false, null);
    }
}
