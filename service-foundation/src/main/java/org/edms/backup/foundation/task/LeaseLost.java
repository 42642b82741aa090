package org.edms.backup.foundation.task;

/** Another has taken the task up: what this one did of it does not count. */
public final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static void unless(boolean held) {
        if (!held) {
            throw new LeaseLost();
        }
    }
}
