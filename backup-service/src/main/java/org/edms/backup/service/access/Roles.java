package org.edms.backup.service.access;

/** The roles in a token. A higher role includes the lower ones. */
public final class Roles {

    /** Reads. */
    public static final String VIEWER = "backup-viewer";

    /** Also starts and cancels backups, verifies, runs health checks. */
    public static final String OPERATOR = "backup-operator";

    /** Also configures, restores, downloads, reads the audit trail. */
    public static final String ADMIN = "backup-admin";

    private Roles() {}
}
