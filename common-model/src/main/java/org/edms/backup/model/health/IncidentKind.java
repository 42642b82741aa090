package org.edms.backup.model.health;

/** What can be wrong for a while: it begins, people are told, it ends, people are told. */
public enum IncidentKind {
    /** The latest backup of a configuration failed. */
    BACKUP_FAILED("Backup failed"),

    /** The latest backup of a configuration holds no tables, or much less than the one before. */
    BACKUP_SHRUNK("Backup holds much less than before"),

    RESTORE_FAILED("Restore failed"),

    /** A configuration has had no good backup for longer than its schedule allows. */
    BACKUP_OVERDUE("Backup overdue"),

    HEALTH_CHECK_FAILING("Health check failing"),

    /** The package store runs out of space. */
    STORAGE_LOW("Storage running out"),

    SERVICE_UNREACHABLE("Service unreachable");

    private final String title;

    IncidentKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
