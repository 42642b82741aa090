/** The clock and watchdog: schedules, retention, health checks, overdue backups, alerts. */
package org.edms.backup.scheduler;
