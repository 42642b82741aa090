/** Backups of configurations when they are due. */
package org.edms.backup.scheduler.schedule;
