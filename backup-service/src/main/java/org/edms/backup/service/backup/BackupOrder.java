package org.edms.backup.service.backup;

import org.edms.backup.model.configuration.BackupConfiguration;
import org.edms.backup.model.configuration.BackupType;

/**
 * How a backup was asked for, as it was at that time: what becomes of the configuration meanwhile does not matter.
 *
 * @param configuration its name, to which the package belongs; null for none
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
