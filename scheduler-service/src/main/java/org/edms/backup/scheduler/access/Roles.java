package org.edms.backup.scheduler.access;

/** The groups of a token. Who may do more may do the lesser as well. */
public final class Roles {

    /** Reads. */
    public static final String VIEWER = "backup-viewer";

    /** Also starts backups. */
    public static final String OPERATOR = "backup-operator";

    public static final String ADMIN = "backup-admin";

    private Roles() {}
}
