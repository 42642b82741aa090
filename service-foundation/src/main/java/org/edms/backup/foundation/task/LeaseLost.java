package org.edms.backup.foundation.task;

/** Another holder has taken over the task, so nothing that this one did may be recorded. */
public final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static void unless(boolean held) {
        if (!held) {
            throw new LeaseLost();
        }
    }
}
