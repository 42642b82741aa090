/** The watchdog: checks backups, restores, storage and the health of backup-service. */
package org.edms.backup.scheduler.watch;
