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
 * @param allowUndeclared merge although columns behave like references that neither a foreign key nor the model declares, and
 *     whose ids change; they are reported and keep their values
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
        String codeRole,
        Boolean allowUndeclared) {

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
        allowUndeclared = allowUndeclared != null && allowUndeclared;
    }

    public static RestoreOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these options. */
    public Builder toBuilder() {
        return new Builder()
                .mode(mode)
                .scope(scope)
                .strategy(strategy)
                .onMatch(onMatch)
                .validation(validation)
                .skipUsers(skipUsers)
                .dryRun(dryRun)
                .allowPartial(allowPartial)
                .safetyBackup(safetyBackup)
                .skipTables(skipTables)
                .dropColumns(dropColumns)
                .trustCode(trustCode)
                .skipModels(skipModels)
                .codeRole(codeRole)
                .allowUndeclared(allowUndeclared);
    }

    /** The same options for a package of known origin: its code runs like that of a sealed package. */
    public RestoreOptions trustingCode() {
        return toBuilder().trustCode(true).codeRole(SESSION_USER).build();
    }

    /** The same options without a dry run. */
    public RestoreOptions withoutDryRun() {
        return toBuilder().dryRun(false).build();
    }

    /** Names each option. An option that is not set keeps its default. */
    public static final class Builder {

        private RestoreMode mode;
        private RestoreScope scope;
        private Strategy strategy;
        private OnMatch onMatch;
        private Validation validation;
        private Boolean skipUsers;
        private Boolean dryRun;
        private Boolean allowPartial;
        private Boolean safetyBackup;
        private List<String> skipTables;
        private List<String> dropColumns;
        private Boolean trustCode;
        private List<String> skipModels;
        private String codeRole;
        private Boolean allowUndeclared;

        private Builder() {}

        public Builder mode(RestoreMode wanted) {
            mode = wanted;
            return this;
        }

        public Builder scope(RestoreScope wanted) {
            scope = wanted;
            return this;
        }

        public Builder strategy(Strategy wanted) {
            strategy = wanted;
            return this;
        }

        public Builder onMatch(OnMatch wanted) {
            onMatch = wanted;
            return this;
        }

        public Builder validation(Validation wanted) {
            validation = wanted;
            return this;
        }

        public Builder skipUsers(Boolean wanted) {
            skipUsers = wanted;
            return this;
        }

        public Builder dryRun(Boolean wanted) {
            dryRun = wanted;
            return this;
        }

        public Builder allowPartial(Boolean wanted) {
            allowPartial = wanted;
            return this;
        }

        public Builder safetyBackup(Boolean wanted) {
            safetyBackup = wanted;
            return this;
        }

        public Builder skipTables(List<String> wanted) {
            skipTables = wanted;
            return this;
        }

        public Builder dropColumns(List<String> wanted) {
            dropColumns = wanted;
            return this;
        }

        public Builder trustCode(Boolean wanted) {
            trustCode = wanted;
            return this;
        }

        public Builder skipModels(List<String> wanted) {
            skipModels = wanted;
            return this;
        }

        public Builder codeRole(String wanted) {
            codeRole = wanted;
            return this;
        }

        public Builder allowUndeclared(Boolean wanted) {
            allowUndeclared = wanted;
            return this;
        }

        public RestoreOptions build() {
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
                    trustCode,
                    skipModels,
                    codeRole,
                    allowUndeclared);
        }
    }
}
