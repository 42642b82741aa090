package org.edms.backup.model.status;

import java.util.List;

/** What retention deletes, what it keeps, and why. */
public record RetentionPlan(boolean dryRun, List<Decision> decisions, long bytesFreed) {

    public RetentionPlan {
        decisions = List.copyOf(decisions);
    }

    /** @param reason the rule that keeps or deletes the package */
    public record Decision(String packageName, boolean delete, String reason) {}
}
