package org.edms.backup.model.error;

/** The exit codes of the command line. Scripts depend on the numbers. */
public enum ExitCode {
    DONE(0),

    /** Nothing was changed. */
    FAILED(1),

    WRONG_USAGE(2),
    DONE_WITH_WARNINGS(3),

    /**
     * Some rows were restored and others quarantined; or the rows were restored, but files are not in place yet; or it is unknown
     * whether the rows were restored.
     */
    PARTIAL(4),

    PACKAGE_UNREADABLE(5),

    /** A permission or a confirmation is missing, or a lock is held. */
    REFUSED(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
