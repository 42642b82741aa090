package org.edms.backup.engine.restore;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.edms.backup.engine.model.EdmsModel;
import org.edms.backup.engine.model.EffectiveModel;
import org.edms.backup.engine.model.TableModel;
import org.edms.backup.engine.pack.manifest.Manifest;
import org.edms.backup.engine.restore.input.RestoreSelection;
import org.edms.backup.engine.restore.input.RestoreTask;
import org.edms.backup.engine.restore.target.Target;
import org.edms.backup.model.error.BackupException;
import org.edms.backup.model.error.ErrorCode;
import org.edms.backup.model.restore.FilesAccount;
import org.edms.backup.model.restore.RestoreMode;
import org.edms.backup.model.restore.RestoreOptions;
import org.edms.backup.model.restore.RestoreScope;

/** Refuses a restore before it changes anything. */
final class Preconditions {

    private final RestoreTask task;
    private final RestoreOptions options;
    private final RestoreSelection selection;

    Preconditions(RestoreTask task, RestoreSelection selection) {
        this.task = task;
        this.options = task.request().options();
        this.selection = selection;
    }

    void refuseEmptySelection() {
        if (!selection.rows() && !selection.files()) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, task.request().packageName() + " contains none of the selected parts");
        }
        if (selection.rows() && task.target() == null) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE, "the target database is missing: pass --db, or --skip-database");
        }
    }

    /**
     * Refuses to change a target that contains data, unless a user has confirmed it.
     *
     * @return whether the target contains data
     */
    boolean refuseUnconfirmed(Target target) throws SQLException {
        boolean containsData = target.containsData();
        target.connection().commit();
        if (containsData) {
            refuseUnconfirmed();
        }
        return containsData;
    }

    /** Refuses to overwrite files, unless a user has confirmed it. */
    void refuseUnconfirmed(List<FilesAccount> files) {
        if (files.stream().anyMatch(root -> root.account().updated() > 0)) {
            refuseUnconfirmed();
        }
    }

    private void refuseUnconfirmed() {
        if (!options.dryRun() && !task.confirmed()) {
            throw new BackupException(ErrorCode.CONFIRMATION_MISSING, task.targetName());
        }
    }

    /** Refuses a merge whose model does not fit. Tables of the target that the package does not contain are not checked. */
    void refuseUnfitModel(EffectiveModel model, Manifest manifest, Target target) throws SQLException {
        if (selection.mode() != RestoreMode.MERGE) {
            return;
        }
        refuseMissingMeaning(model);
        model.refuseOtherSystem(target.tables());
        Set<String> packaged = manifest.database().tables().stream()
                .map(Manifest.Table::qualifiedName)
                .collect(Collectors.toSet());
        model.refuseUnlessItFits(target.tables().stream()
                .filter(table -> packaged.contains(table.qualifiedName())
                        || model.model().isReferenced(table.schema(), table.name()))
                .toList());
        target.connection().commit();
    }

    private void refuseMissingMeaning(EffectiveModel model) {
        boolean namesCritical = model.model().tables().values().stream().anyMatch(TableModel::critical);
        if (options.scope() == RestoreScope.CRITICAL && !namesCritical) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "restore-critical needs a model that calls tables critical. Effective model: " + model.reason());
        }
        if (options.skipUsers() && !model.model().groups().containsKey(EdmsModel.USERS)) {
            throw new BackupException(
                    ErrorCode.WRONG_USAGE,
                    "--skip-users needs a model with the group \"users\". Effective model: " + model.reason());
        }
    }
}
