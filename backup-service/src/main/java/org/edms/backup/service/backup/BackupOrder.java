package org.edms.backup.service.backup;

import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;

/**
 * The settings of a backup when it was requested. Later changes of the configuration do not affect it.
 *
 * @param configuration the name of the configuration; null for none
 * @param storagePath below the package store
 */
public record BackupOrder(
        BackupType type,
        String configuration,
        String storagePath,
        boolean includeUsers,
        boolean compress,
        boolean encrypt) {

    public BackupOrder {
        storagePath = storagePath == null ? "" : storagePath;
    }

    static BackupOrder of(BackupConfiguration configuration) {
        return new BackupOrder(
                configuration.backupType(),
                configuration.name(),
                configuration.storagePath(),
                true,
                configuration.compressionEnabled(),
                configuration.encryptionEnabled());
    }

    BackupOrder ofType(BackupType another) {
        return new BackupOrder(another, configuration, storagePath, includeUsers, compress, encrypt);
    }

    static BackupOrder of(BackupType type) {
        return new BackupOrder(type, null, "", true, true, false);
    }
}
