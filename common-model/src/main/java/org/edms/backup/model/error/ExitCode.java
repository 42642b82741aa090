package org.edms.backup.model.error;

/** How a command ends. Scripts depend on the numbers. */
public enum ExitCode {
    DONE(0),

    /** Nothing was changed. */
    FAILED(1),

    WRONG_USAGE(2),
    DONE_WITH_WARNINGS(3),

    /**
     * What is right was restored, the rest is quarantined; or rows were restored, and files wait to be put into place; or nobody
     * knows whether rows were restored.
     */
    PARTIAL(4),

    PACKAGE_UNREADABLE(5),

    /** Rights, a lock or a confirmation is missing. */
    REFUSED(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
