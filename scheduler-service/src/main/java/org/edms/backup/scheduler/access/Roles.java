package org.edms.backup.scheduler.access;

/** The groups of a token. Each role includes the ones before it. */
public final class Roles {

    /** May read. */
    public static final String VIEWER = "backup-viewer";

    /** May also start backups. */
    public static final String OPERATOR = "backup-operator";

    public static final String ADMIN = "backup-admin";

    private Roles() {}
}
