/** Backups of configurations, asked for when they are due. */
package org.edms.backup.scheduler.schedule;
