package org.edms.backup.model.health;

/** What a health check looks at. */
public enum CheckType {
    DATABASE,
    STORAGE,
    APPLICATION,
    BACKUP_SYSTEM,
    SECURITY
}
