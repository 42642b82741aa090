package org.edms.backup.model.job;

/** The names of the states, as lists are filtered by them and dashboards show them. */
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
