/** Watching whether backups are made, and whether those who make them are well. */
package org.edms.backup.scheduler.watch;
