package org.edms.backup.model.health;

/** What a health check found, from good to bad. */
public enum HealthStatus {
    HEALTHY,
    WARNING,
    CRITICAL
}
