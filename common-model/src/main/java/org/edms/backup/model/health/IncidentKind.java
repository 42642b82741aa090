package org.edms.backup.model.health;

/** The kinds of incidents. Each sends an alert when it begins and an all-clear when it ends. */
public enum IncidentKind {
    /** The latest backup of a configuration failed. */
    BACKUP_FAILED("Backup failed"),

    /** The latest backup of a configuration contains no tables, or much less than the previous one. */
    BACKUP_SHRUNK("Backup is much smaller than before"),

    RESTORE_FAILED("Restore failed"),

    /** A configuration has had no good backup for longer than its schedule allows. */
    BACKUP_OVERDUE("Backup overdue"),

    HEALTH_CHECK_FAILING("Health check failing"),

    /** The package store is running out of space. */
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
