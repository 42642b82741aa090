package org.edms.backup.model.health;

/** The health checks. */
public enum CheckType {
    DATABASE,
    STORAGE,
    APPLICATION,
    BACKUP_SYSTEM,
    SECURITY
}
