package org.edms.backup.model.health;

/** The status of a health check, from good to bad. */
public enum HealthStatus {
    HEALTHY,
    WARNING,
    CRITICAL
}
