package org.edms.backup.model.job;

/** The names of the states, for filters of lists and for dashboards. */
public enum JobStatus {
    PENDING,
    PLANNING,
    AWAITING_APPROVAL,
    RUNNING,
    VERIFYING,
    COMPLETED,
    COMPLETED_WITH_WARNINGS,
    FAILED,
    ROLLED_BACK,
    CANCELLED
}
